/** The format `decoded`: a line for each stream that is recognised. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { captureFrom } from '../drawing.ts';
import { exportText, importText } from './round.ts';

const chunk = (content: string, reason: string | null = null): string =>
  JSON.stringify({ object: 'chat.completion.chunk', model: 'm', choices: [{ index: 0, delta: { content }, finish_reason: reason }] });

const capture = captureFrom(`
  a 0ms create https://s.test/a
  a 1ms open
  a 10ms message message # ${chunk('Hi')}
  a 20ms message message # ${chunk(' there', 'stop')}
  a 30ms close
  b 5ms create https://s.test/b
  b 6ms open
  b 7ms message message # ${chunk('Other', 'length')}
  c 8ms create https://s.test/c
  c 9ms open
  c 10ms message tick # no protocol`);

const lines = (text: string): unknown[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));

test('what is recognised, one line each', () => {
  expect(lines(exportText(capture, 'decoded'))).toMatchObject([
    { connection: 1, attempt: 1, protocol: 'openai-chat', verdict: 'complete', parts: [{ kind: 'text', text: 'Hi there' }] },
    {
      connection: 2,
      attempt: 1,
      protocol: 'openai-chat',
      verdict: 'open',
      parts: [{ kind: 'text', text: 'Other' }],
      faults: [{ id: 'token-limit', connection: 2, seq: 0 }],
    },
  ]);
});

test('only of the connections that are wanted', () => {
  expect(lines(exportText(capture, 'decoded', { selection: { connections: new Set([2]) } }))).toMatchObject([{ connection: 2 }]);
});

test('in pieces it is the same', () => {
  expect(exportText(capture, 'decoded', { pieceLength: 1 })).toBe(exportText(capture, 'decoded'));
});

test('names of credentials are taken out of what was decoded, too', () => {
  const call = JSON.stringify({
    choices: [
      {
        index: 0,
        delta: { tool_calls: [{ index: 0, id: 'c', function: { name: 'f', arguments: '{"api_key":"sk-123456789"}' } }] },
        finish_reason: 'tool_calls',
      },
    ],
  });
  const file = importText(`data: ${call}\n\ndata: [DONE]\n\n`, { name: 'x.sse' });
  expect(exportText(file.capture, 'decoded')).toContain('sk-123456789');
  const redacted = exportText(file.capture, 'decoded', { redact: true });
  expect(redacted).not.toContain('sk-123456789');
  expect(lines(redacted)).toMatchObject([{ parts: [{ kind: 'call', name: 'f', arguments: { api_key: 'REDACTED' } }] }]);
});

test('a recorded answer of an SDK', () => {
  const text = readFileSync(new URL('../../../files/captures/corpus/anthropic.firefox.ndjson', import.meta.url), 'utf8');
  expect(lines(exportText(importText(text).capture, 'decoded'))).toMatchObject([{ protocol: 'anthropic', certainty: 'certain', verdict: 'complete' }]);
});
