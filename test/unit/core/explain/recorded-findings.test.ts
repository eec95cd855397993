/** Each rule on what real browsers recorded of a stream that shows it, and no rule on streams that are as they should be: test/workbench/record-findings.ts. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BROWSER_NAMES } from '../../../../cli/driven-browser.ts';
import type { FindingRecord } from '../../../../src/core/capture-file/format.ts';
import { createDiagnosis } from '../../../../src/core/explain/diagnosis.ts';
import type { RuleId } from '../../../../src/core/explain/registry.ts';
import { blockOf } from '../../../../src/core/model/message-log.ts';
import type { MessageIndex } from '../../../../src/core/units.ts';
import { EXPECTED_OF_QUIET, findingsOf, QUIET } from '../../../e2e/findings/scenarios.ts';
import { importText } from '../export/round.ts';

const FOLDER = new URL('../../../files/captures/findings/', import.meta.url);

type Seen = Pick<FindingRecord, 'rule' | 'severity' | 'connection' | 'attempt' | 'seq' | 'line'>;
/** How bad it is and where it stands, of all that `rule` found: in the order of their text, since two of one time may be told in either. */
const placesOf = (rule: RuleId, all: readonly Seen[]): string[] =>
  all
    .filter((each) => each.rule === rule)
    .map(({ severity, connection, attempt, seq, line }) => JSON.stringify({ severity, connection, attempt, seq, line }))
    .toSorted();

interface Recording {
  attempts: number;
  /** What the diagnosis says of the file. */
  derived: (Seen & { rule: RuleId })[];
  /** What the browser's own recorder had said when it wrote the file. */
  live: Seen[];
}

function read(name: string): Recording {
  const text = readFileSync(new URL(`${name}.ndjson`, FOLDER), 'utf8');
  const { capture, header, error } = importText(text);
  expect(error).toBeNull();
  const diagnosis = createDiagnosis(capture);
  expect(diagnosis.update(Date.parse(header!.createdAt))).toBe(true);
  const seqOf = (index: MessageIndex | undefined): number | undefined => {
    const block = index === undefined ? undefined : blockOf(capture.log, index);
    return block?.seqs[index! - block.first];
  };
  const records = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as FindingRecord);
  return {
    attempts: [...capture.connections.values()].reduce((sum, { connection }) => sum + connection.attempts.length, 0),
    derived: diagnosis.findings().map((finding) => ({ ...finding, seq: seqOf(finding.message) })),
    live: records.filter(({ kind }) => kind === 'finding'),
  };
}

const recorded = BROWSER_NAMES.flatMap((browser) =>
  findingsOf(browser)
    .filter((scenario) => scenario.recorded)
    .map(({ name: rule }) => ({ rule, name: `${rule}.${browser}` })),
);
const quiet = BROWSER_NAMES.flatMap((browser) => QUIET.flatMap(({ name }) => ['open', 'closed'].map((moment) => `${name}-${moment}.${browser}`)));

it('has a recording of every scenario, and none that nobody asks for', () => {
  expect(
    readdirSync(FOLDER)
      .filter((name) => name.endsWith('.ndjson'))
      .toSorted(),
  ).toEqual([...recorded.map(({ name }) => name), ...quiet].map((name) => `${name}.ndjson`).toSorted());
});

describe('finds, as bad and at the same places as the recorder of the browser did', () => {
  it.each(recorded)('$name', ({ rule, name }) => {
    const { derived, live } = read(name);
    const places = placesOf(rule, derived);
    expect(places).not.toEqual([]);
    expect(places).toEqual(placesOf(rule, live));
  });
});

describe('finds nothing', () => {
  it.each(quiet)('%s', (name) => {
    const { derived, attempts } = read(name);
    expect(attempts).toBeGreaterThan(0);
    expect(derived.map(({ rule }) => rule).filter((rule) => !EXPECTED_OF_QUIET.includes(rule))).toEqual([]);
  });
});
