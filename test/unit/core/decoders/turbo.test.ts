/** Turbo Streams: the actions that its client did. */
import { expect, it, test } from 'vitest';
import { decode, expected, messagesOf, sample } from './sample.ts';

const stream = (data: string, type?: string): ReturnType<typeof messagesOf> =>
  messagesOf(
    `${type === undefined ? '' : `event: ${type}\n`}${data
      .split('\n')
      .map((line) => `data: ${line}\n`)
      .join('')}\n`,
  );

test('the sample has the actions that the client did, each with its message', () => {
  const { actions } = expected('turbo-stream.sse').result as {
    actions: { action: string; target: string | null; targets: string | null; method: string | null }[];
  };
  const decoded = decode(sample('turbo-stream.sse'));
  const html = decoded.parts.flatMap((part) => (part.kind === 'html' ? [part] : []));
  expect(html.map(({ action, target, how }) => ({ action, where: target, method: how ?? null }))).toEqual(
    actions.map(({ action, target, targets, method }) => ({ action, where: target ?? targets, method })),
  );
  expect(html.map(({ messages }) => messages)).toEqual([[0], [1], [1], [2], [3]]);
  expect(html.map(({ text }) => text)).toEqual(['<li id="l1">06:12 high</li>', '1', '', '<h1 id="head">Husum</h1>', '<li id="l0">00:05 low</li>']);
  expect(decoded).toMatchObject({ verdict: 'open', faults: [] });
  expect(decoded.meanings[1]?.says).toBe('update #count 1 characters; remove .old');
});

it.each([
  ['a message with a name, which Turbo ignores', stream('<turbo-stream action="update" target="a"></turbo-stream>', 'tick'), ['event-name'], 0],
  ['an action without a target', stream('<turbo-stream action="update"></turbo-stream>'), ['no-target'], 1],
  ['no action', stream('<turbo-stream target="a"></turbo-stream>'), ['not-understood'], 1],
  ['refresh needs no target', stream('<turbo-stream action="refresh" request-id="r1"></turbo-stream>'), [], 1],
  ['an action of the application', stream('<turbo-stream action="confetti"></turbo-stream>'), [], 1],
])('%s', (_, messages, faults, parts) => {
  const decoded = decode(messages);
  expect(decoded.faults.map(({ id }) => id)).toEqual(faults);
  expect(decoded.parts).toHaveLength(parts);
});
