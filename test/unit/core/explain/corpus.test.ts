/** What the diagnosis says of streams that people really run: nothing but what is there. Recorded by test/workbench/record-corpus.ts. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createDiagnosis } from '../../../../src/core/explain/diagnosis.ts';
import type { RuleId } from '../../../../src/core/explain/registry.ts';
import { again, inWireOrder, importText } from '../export/round.ts';

const FOLDER = new URL('../../../files/captures/corpus/', import.meta.url);

interface Held {
  /** What the capture must hold, so that silence means something. */
  messages: number;
  attempts: number;
  findings: Partial<Record<RuleId, number>>;
}

const CORPUS: Readonly<Record<string, Held>> = {
  'ai.chromium': { messages: 7, attempts: 1, findings: {} },
  'ai.firefox': { messages: 7, attempts: 1, findings: {} },
  'anthropic.chromium': { messages: 5, attempts: 1, findings: {} },
  'anthropic.firefox': { messages: 5, attempts: 1, findings: {} },
  'better-sse.chromium': { messages: 20, attempts: 1, findings: {} },
  'better-sse.firefox': { messages: 20, attempts: 1, findings: {} },
  'esbuild.chromium': { messages: 4, attempts: 5, findings: {} },
  'esbuild.firefox': { messages: 4, attempts: 5, findings: {} },
  'hono-ends.chromium': { messages: 30, attempts: 6, findings: { 'replayed-from-start': 5 } },
  'hono-ends.firefox': { messages: 30, attempts: 6, findings: { 'replayed-from-start': 5 } },
  'hono.chromium': { messages: 20, attempts: 1, findings: {} },
  'hono.firefox': { messages: 20, attempts: 1, findings: {} },
  'openai.chromium': { messages: 4, attempts: 1, findings: {} },
  'openai.firefox': { messages: 4, attempts: 1, findings: {} },
  'webpack.chromium': { messages: 15, attempts: 1, findings: {} },
  'webpack.firefox': { messages: 15, attempts: 1, findings: {} },
};

/** How often each rule spoke. */
function counted(rules: readonly { rule: string; count: number }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { rule, count } of rules) counts[rule] = (counts[rule] ?? 0) + count;
  return counts;
}

interface FindingRecord {
  kind: string;
  rule: string;
  count: number;
}

describe('the corpus', () => {
  it('is what is held here', () => {
    expect(
      readdirSync(FOLDER)
        .filter((name) => name !== 'README.md')
        .toSorted(),
    ).toEqual(
      Object.keys(CORPUS)
        .map((name) => `${name}.ndjson`)
        .toSorted(),
    );
  });

  it.each(Object.keys(CORPUS))('%s', (name) => {
    const text = readFileSync(new URL(`${name}.ndjson`, FOLDER), 'utf8');
    const { capture, header, error } = importText(text);
    expect(error).toBeNull();
    const entries = [...capture.connections.values()].map(({ connection }) => connection);
    const diagnosis = createDiagnosis(capture);
    diagnosis.update(Date.parse(header!.createdAt));
    const written = text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as FindingRecord);
    expect({
      messages: entries.reduce((sum, { messageCount }) => sum + messageCount, 0),
      attempts: entries.reduce((sum, { attempts }) => sum + attempts.length, 0),
      findings: counted(diagnosis.findings()),
    }).toEqual(CORPUS[name]);
    // As the browser's own recorder saw it, while it ran.
    expect(counted(written.filter(({ kind }) => kind === 'finding'))).toEqual(CORPUS[name]!.findings);
    expect(again(text, 'ndjson')).toBe(inWireOrder(text));
  });
});
