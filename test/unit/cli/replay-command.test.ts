/** `sse-scope replay` without a process: what it says, prints, and ends with. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { sseScope } from '../../../cli/program.ts';
import { replayFile } from '../../../cli/replay-command.ts';
import { readReplayOptions } from '../../../cli/replay-options.ts';
import { fakeContext } from './command-context.ts';

const CAPTURES = path.resolve(import.meta.dirname, '../../files/captures');
const file = (name: string): string => path.join(CAPTURES, name);

describe('sse-scope replay', () => {
  test('prints where each connection is, and each request, until it is interrupted', async () => {
    let asked: Promise<unknown> | undefined;
    const context = fakeContext({
      written() {
        const url = /GET (http:\S+)/.exec(context.printed())?.[1];
        if (url !== undefined) asked ??= fetch(url).then((response) => response.text());
        if (context.printed().includes('attempt 1')) context.stop();
      },
    });
    expect(await replayFile([file('reconnects.ndjson'), '--speed', 'max'], context)).toBe(0);
    const [line] = context.said;
    expect(line).toMatch(/reconnects\.ndjson, 1 connection, 2 messages, on http:\/\/127\.0\.0\.1:\d+; Ctrl-C ends it$/);
    expect(context.printed()).toMatch(
      /^GET http:\S+\/1\/stream\?market=eu\n {2}https:\/\/s\.test\/stream\?market=eu: 3 attempts, 2 messages, 1 of them made from messages\n/,
    );
    expect(context.printed()).toMatch(/GET \/1\/stream\?market=eu: connection 1, attempt 1\n$/);
    await asked?.catch(() => undefined);
    await expect(fetch(/http:\S+\d/.exec(line!)![0])).rejects.toThrow();
  });

  test('a damaged file: what stands before the damage is played, and where that is, is said', async () => {
    const context = fakeContext({ written: () => context.stop() });
    expect(await replayFile([file('damaged/cut.ndjson')], context)).toBe(0);
    expect(context.said[0]).toMatch(/cut\.ndjson is damaged, what stands before is played: line \d+: /);
  });

  test.each([
    ['no such file', 'none.ndjson', /^cannot read .*none\.ndjson: there is no such file$/],
    ['a folder', '.', /^cannot read .*: it is not a file$/],
    ['nothing in it', 'header-only.ndjson', /holds no connection/],
    ['another kind of file', '../tls/key.pem', /^cannot read .*: line 1: .*none of the files that can be read/],
  ])('%s: one line', async (_, name, message) => {
    const error: unknown = await replayFile([file(name)], fakeContext()).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 5, message: expect.stringMatching(message) as string });
    expect((error as Error).message).not.toContain('\n');
  });

  test('a port that is taken: one line', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    await expect(replayFile([file('reconnects.ndjson'), '--port', String(port)], fakeContext())).rejects.toMatchObject({
      code: 2,
      message: `port ${port} is taken: name another with --port, or leave it out`,
    });
    other.close();
  });

  test('--help plays nothing', async () => {
    const context = fakeContext();
    expect(await replayFile(['--help'], context)).toBe(0);
    expect(context.printed()).toContain('--speed');
  });

  test('options', () => {
    expect(readReplayOptions(['a.har', '--speed', '10', '--loop', '--from', '12s', '--port', '80'])).toMatchObject({
      file: 'a.har',
      speed: 10,
      loop: true,
      from: 12_000,
      port: 80,
    });
    expect(readReplayOptions(['a.har', '--speed', 'max'])).toMatchObject({ speed: Infinity, loop: false });
  });

  test.each([
    [[], /which capture/],
    [['a', 'b'], /one file at most/],
    [['a', '--speed', '0'], /--speed: "0" is not a speed/],
    [['a', '--from', '12'], /--from: "12" is not a duration/],
    [['a', '--port', '65536'], /not a port/],
  ])('%j makes no sense', (args, message) => {
    expect(() => readReplayOptions(args)).toThrow(expect.objectContaining({ code: 2, message: expect.stringMatching(message) as string }));
  });
});

describe('sse-scope', () => {
  const help = async (...args: string[]): Promise<string> => {
    const context = fakeContext();
    const { command, args: rest } = sseScope(args);
    expect(await command(rest, context)).toBe(0);
    return context.printed();
  };

  test('lists its commands, and each has its own help', async () => {
    const list = await help('--help');
    for (const name of ['start', 'capture', 'replay', 'decode', 'view', 'check']) {
      expect(list).toContain(`  ${name} `);
      expect(await help(name, '--help')).toMatch(new RegExp(`^sse-scope \\[?${name}`));
    }
  });

  test('a URL alone, or nothing, is a start', () => {
    expect([sseScope(['localhost:3000', '--headless']), sseScope([])]).toMatchObject([
      { name: 'start', args: ['localhost:3000', '--headless'] },
      { name: 'start', args: [] },
    ]);
  });

  test('a word that is no command is not taken for a host', async () => {
    const { command, args } = sseScope(['relpay', 'a.har']);
    await expect(command(args, fakeContext())).rejects.toMatchObject({ code: 2, message: expect.stringMatching(/no command "relpay": .*replay/) as string });
  });
});
