/** What goes out by a port for each question that came in. */
import { expect, test } from 'vitest';
import { reply, watch } from '../../../src/recorder/reply.ts';
import type { RecorderOutput } from '../../../src/wire/protocol/recorder-messages.ts';
import { VERSION } from '../../../src/wire/protocol/version.ts';

test('answers, whether at once or later, and the reasons of refusals', async () => {
  const posted: RecorderOutput[] = [];
  let resolve = (_value: unknown): void => {};
  const later = new Promise<unknown>((done) => (resolve = done));
  const answer = (name: unknown, args: unknown): unknown => {
    if (name === 'late') return later;
    if (name === 'unloadable') return Promise.reject(new TypeError('Failed to fetch'));
    if (name === 'now') return args;
    throw new Error('there is no such question');
  };
  const ask = (name: string, id: number): Promise<void> => reply({ answer }, { id, name, args: { id } }, (message) => posted.push(message));
  const late = ask('late', 0);
  await ask('now', 1);
  await ask('none', 2);
  await ask('unloadable', 3);
  expect(posted).toEqual([
    { kind: 'answer', id: 1, value: { id: 1 } },
    { kind: 'refusal', id: 2, reason: 'there is no such question' },
    { kind: 'refusal', id: 3, reason: 'Failed to fetch' },
  ]);
  resolve('text');
  await late;
  expect(posted.at(-1)).toEqual({ kind: 'answer', id: 0, value: 'text' });
});

test.each([undefined, '', `${VERSION}.1`, 1])('a page of another version (%j) is told so, and no more', (version) => {
  const posted: RecorderOutput[] = [];
  let watched = 0;
  watch({ onVersion: () => void (watched += 1) }, { version }, (message) => posted.push(message));
  expect([posted, watched]).toEqual([[{ kind: 'other-version' }], 0]);
});

test('a page of the same version is told of each version of the capture', () => {
  const posted: RecorderOutput[] = [];
  watch({ onVersion: (tell) => [3, 7].forEach((version) => tell(version)) }, { version: VERSION }, (message) => posted.push(message));
  expect(posted).toEqual([
    { kind: 'version', version: 3 },
    { kind: 'version', version: 7 },
  ]);
});
