/** Electric: rows as its client has them, when it has them. */
import { expect, it, test } from 'vitest';
import { electric } from '../../../../src/core/decoders/electric.ts';
import { recognise } from '../../../../src/core/decoders/recognise.ts';
import { decode, expected, head, messagesOf, sample } from './sample.ts';
import { HEADS } from './sample-heads.ts';

const { url } = HEADS['electric.sse']!;
const rowsOf = (decoded: ReturnType<typeof decode>): unknown => {
  const [part] = decoded.parts;
  return part?.kind === 'state' ? Object.values(part.value as object) : [];
};

test('the sample: rows each time that the shape was up to date', () => {
  const client = expected('electric.sse').result as { value: unknown; steps: unknown[][] };
  const messages = sample('electric.sse');
  expect(decode(messages, { url }).parts).toMatchObject([{ kind: 'state', name: 'rows', value: client.value }]);
  // The client asks for the first rows before the stream: there were none.
  const after = [0, 1, 2, 3, 4, 5, 6].map((count) => rowsOf(decode(messages.slice(0, count), { url })));
  const [none, two, one] = client.steps;
  expect(after).toEqual([none, none, none, two, two, two, one]);
});

test('what is not up to date stands apart, and is gone when all is to be fetched anew', () => {
  const messages = sample('electric.sse').slice(0, 2);
  const decoded = decode(messages, { url });
  expect(decoded.parts).toMatchObject([
    { kind: 'value', value: { id: '1' }, messages: [0] },
    { kind: 'value', value: { id: '2' }, messages: [1] },
  ]);
  expect(decoded.verdict).toBe('open');
  const anew = decode([...sample('electric.sse'), ...messagesOf('data: {"headers":{"control":"must-refetch"}}\n\n')], { url });
  expect(rowsOf(anew)).toEqual([]);
});

test('names of rows may be those of a prototype', () => {
  const change = 'data: {"key":"__proto__","value":{"id":"1"},"headers":{"operation":"insert"}}\n\ndata: {"headers":{"control":"up-to-date"}}\n\n';
  expect(JSON.stringify(decode(messagesOf(change), { url }).parts)).toContain('"value":{"__proto__":{"id":"1"}}');
});

test('the requests of one shape are one group', () => {
  const next = url!.replace('26800584_4', '26800584_9');
  expect(electric.group!(head({ url: next }))).toBe(electric.group!(head({ url })));
  expect(electric.group!(head({ url: next.replace('tides', 'ports') }))).not.toBe(electric.group!(head({ url })));
});

it.each([
  ['the header of the response', { response: { 'electric-handle': '1' } }, 'certain'],
  ['asked for live', { url: '/v1/shape?table=tides&live_sse=true' }, 'certain'],
  ['changes alone', {}, 'likely'],
])('is recognised: %s', (_, options, certainty) => {
  expect(recognise(head(options), sample('electric.sse'))?.certainty).toBe(certainty);
});
