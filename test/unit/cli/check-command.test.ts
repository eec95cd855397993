/** `sse-scope check` without a process and a browser: its page is a fake, its recorder is a real one, filled from a file. */
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { check } from '../../../cli/check-command.ts';
import { readCheckOptions } from '../../../cli/check-options.ts';
import { parseExpectation } from '../../../cli/check/expectation.ts';
import { judge } from '../../../cli/check/judge.ts';
import { junitXml } from '../../../cli/check/verdict-report.ts';
import { createRecorder } from '../../../src/recorder/recorder.ts';
import { askThrough } from '../../../cli/recorder.ts';
import { importText } from '../core/export/round.ts';
import { fakeContext } from './command-context.ts';
import { madeCapture, T0 } from './replay/made-capture.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'check-test-'))));
afterAll(() => rm(folder, { recursive: true }));

const within = (name: string): string => path.join(folder, name);
const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
const SHORT = ['shop.test', '--for', '1ms'];

describe('sse-scope check', () => {
  test('all as expected: a table, status 0, and no capture is left', async () => {
    const context = fakeContext({ file: 'reconnects.ndjson' });
    const out = within('met.ndjson');
    expect(await check([...SHORT, 'type:tick count:2', 'data.n:>1', 'reconnects:1..2', '--out', out], context)).toBe(0);
    expect(context.printed()).toBe(
      [
        'ok      type:tick count:2  2 messages, expected 2',
        'ok      data.n:>1          1 message, expected at least 1',
        'ok      reconnects:1..2    2 reconnects, expected 1 to 2',
        '',
      ].join('\n'),
    );
    expect(context.said.at(-1)).toMatch(/^all as expected: 1 connection, 2 messages, 0 lost/);
    expect(await isThere(out)).toBe(false);
  });

  test('one that is not met: status 6, the capture is kept, and JUnit says which', async () => {
    const context = fakeContext({ file: 'reconnects.ndjson' });
    const [out, junit] = [within('failed.ndjson'), within('report.xml')];
    expect(await check([...SHORT, 'type:tick', 'type:order.paid', 'no:finding severity:error', '--out', out, '--junit', junit], context)).toBe(6);
    expect(context.printed()).toMatch(
      /^ok {6}type:tick .*\nFAILED {2}type:order\.paid .*0 messages, expected at least 1\nFAILED {2}no:finding severity:error +error: .*\n$/,
    );
    expect(context.said.at(-1)).toMatch(/^2 expectations of 3 not met: .*, written to .*failed\.ndjson$/);
    const { capture, error } = importText(await readFile(out, 'utf8'));
    expect([error, capture.connections.size]).toEqual([null, 1]);
    const xml = await readFile(junit, 'utf8');
    expect(xml).toContain('<testsuite name="http://shop.test/" tests="3" failures="2" errors="0"');
    expect(xml).toContain('<testcase classname="sse-scope" name="type:tick"/>');
    expect(xml).toContain('<failure message="0 messages, expected at least 1"/>');
  });

  test('expectations of a file and of the command line', async () => {
    const file = within('expectations.txt');
    await writeFile(file, '# the shop\ntype:a\n');
    const { expectations } = readCheckOptions(['shop.test', 'reconnects:0', '--expect', file]);
    expect(expectations.map(({ text }) => text)).toEqual(['type:a', 'reconnects:0']);
  });

  test.each([
    [[], /which page/],
    [['shop.test'], /what is expected/],
    [['shop.test', 'type:a count:x'], /"x" is no number/],
    [['shop.test', '--expect', '/none/at/all'], /cannot be read/],
  ])('%j makes no sense', (args, message) => {
    expect(() => readCheckOptions(args)).toThrow(expect.objectContaining({ code: 2, message: expect.stringMatching(message) as string }));
  });

  test('a report that cannot be written is known by the status', async () => {
    const context = fakeContext({ file: 'reconnects.ndjson' });
    await expect(check([...SHORT, 'type:tick', '--junit', within('none/report.xml')], context)).rejects.toMatchObject({ code: 5 });
  });
});

test('within: counts what came in that time', async () => {
  const messages = [100, 200, 6000].map((at) => ({ at, data: `${at}`, type: 'paid' }));
  const capture = madeCapture([{ attempts: [{ startedAt: 0, openedAt: 1, outcome: 'open', messages }] }]);
  const recorder = createRecorder({ now: () => T0, schedule: () => undefined, capture });
  const ask = askThrough(({ name, args }) => Promise.resolve(recorder.answer(name, args)));
  const foundOf = async (text: string): Promise<[boolean, string]> => {
    const { met, found } = await judge(ask, parseExpectation(text), T0);
    return [met, found];
  };
  expect(await foundOf('type:paid within:5s count:2')).toEqual([true, '2 messages within 5.0 s, expected 2']);
  expect(await foundOf('type:paid count:<=2')).toEqual([false, '3 messages, expected at most 2']);
});

test('no text of a stream becomes markup of the report', () => {
  const expectation = parseExpectation('"a<b>&\\"c" count:0');
  const xml = junitXml('http://x.test/?a=1&b=2', [{ expectation, met: false, found: 'a\u0000<script>' }], 1500);
  expect(xml).toContain('name="&quot;a&lt;b&gt;&amp;\\&quot;c&quot; count:0"');
  expect(xml).toContain('message="a &lt;script&gt;"');
  expect(xml).toContain('time="1.500"');
});
