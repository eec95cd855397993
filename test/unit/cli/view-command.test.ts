/** `sse-scope view` without a process and a browser. */
import path from 'node:path';
import { expect, test } from 'vitest';
import { view } from '../../../cli/view-command.ts';
import { type FakeContext, fakeContext } from './command-context.ts';

const FILE = path.resolve(import.meta.dirname, '../../files/captures/reconnects.ndjson');

function withViewer(): { context: FakeContext; opened: string[] } {
  const opened: string[] = [];
  const context = fakeContext();
  const launch: FakeContext['launch'] = async (...args) => ({
    ...(await context.launch(...args)),
    openViewer(file) {
      opened.push(file);
      context.stop();
      return Promise.resolve();
    },
  });
  return { context: { ...context, launch }, opened };
}

test('opens the file, and ends the browser when it is interrupted', async () => {
  const { context, opened } = withViewer();
  expect(await view([path.relative(process.cwd(), FILE)], context, true)).toBe(0);
  expect(opened).toEqual([FILE]);
  expect(context.events).toEqual(['launched', 'closed']);
  expect(context.said).toEqual([expect.stringMatching(/reconnects\.ndjson in Chromium \S+; Ctrl-C, or closing the window, ends it$/)]);
});

test.each([
  ['no file', [], true, { code: 2, message: expect.stringMatching(/which capture/) as string }],
  ['no such file', ['none.ndjson'], true, { code: 5, message: 'cannot read none.ndjson: there is no such file' }],
  ['no display', [FILE], false, { code: 3, message: expect.stringMatching(/no display/) as string }],
])('%s: known before a browser starts', async (_, args, isShown, error) => {
  const { context } = withViewer();
  await expect(view(args, context, isShown)).rejects.toMatchObject(error);
  expect(context.events).toEqual([]);
});

test('a browser whose viewer does not open is ended', async () => {
  const context = fakeContext();
  await expect(view([FILE], context, true)).rejects.toMatchObject({ code: 3, message: 'the viewer did not open: it has no viewer' });
  expect(context.events).toEqual(['launched', 'closed']);
});
