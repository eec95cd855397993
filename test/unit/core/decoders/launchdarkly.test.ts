/** LaunchDarkly: the flags that its client has, by version. */
import { expect, it, test } from 'vitest';
import { recognise } from '../../../../src/core/decoders/recognise.ts';
import { decode, expected, head, messagesOf, sample } from './sample.ts';
import { HEADS } from './sample-heads.ts';

const { url } = HEADS['launchdarkly.sse']!;

test('the sample: flags as the client has them, and which message was ignored', () => {
  const client = expected('launchdarkly.sse').result as { flags: Record<string, unknown> };
  const decoded = decode(sample('launchdarkly.sse'), { url });
  const [part] = decoded.parts;
  const flags = part?.kind === 'state' ? (part.value as Record<string, { value: unknown }>) : {};
  expect(Object.fromEntries(Object.entries(flags).map(([key, { value }]) => [key, value]))).toEqual(client.flags);
  expect(part).toMatchObject({
    changes: [
      { message: 0, paths: [''] },
      { message: 1, paths: ['/show-tides'] },
      { message: 3, paths: ['/old'] },
    ],
  });
  expect(decoded.meanings[2]?.says).toBe('ignored: show-tides version 3, held 5');
  expect(decoded).toMatchObject({ verdict: 'open', faults: [], facts: { more: { environment: '64a0c0ffee' } } });
});

test('a flag that was deleted does not come back by an older change', () => {
  const [put, , , gone] = sample('launchdarkly.sse');
  const late = messagesOf('event: patch\ndata: {"key":"old","value":1,"version":1}\n\n');
  const [part] = decode([put!, gone!, ...late], { url }).parts;
  expect(part?.kind === 'state' && Object.keys(part.value as object)).toEqual(['show-tides', 'theme']);
});

test('changes without all flags say that the beginning is missing', () => {
  expect(decode(sample('launchdarkly.sse').slice(1), { url }).faults).toMatchObject([{ id: 'begins-late', message: 1 }]);
});

it.each([
  ['the path and a change', url, 'event: patch\ndata: {"key":"a","value":1,"version":2}\n\n', 'certain'],
  ['flags alone', '', 'event: put\ndata: {"a":{"value":1,"version":2}}\n\n', 'likely'],
  ['Firebase', 'https://x.firebaseio.example/eval/a/b', 'event: put\ndata: {"path":"/","data":{"a":1}}\n\n', undefined],
  ['a change alone', '', 'event: patch\ndata: {"key":"a","value":1,"version":2}\n\n', undefined],
])('is recognised: %s', (_, address, text, certainty) => {
  expect(recognise(head({ url: address }), messagesOf(text))?.certainty).toBe(certainty);
});
