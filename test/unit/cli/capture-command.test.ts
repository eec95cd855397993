/** `npm run capture` without a process and a browser: what it writes, says, and ends with. */
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { capture } from '../../../cli/capture-command.ts';
import { readCsv } from '../../e2e/read-csv.ts';
import { fakeContext } from './command-context.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'sse-scope-capture-'))));
afterAll(() => rm(folder, { recursive: true }));
const inFolder = (name: string): string => path.join(folder, name);

/** A page with one connection and two messages, whose URL and whose stream's URL have a token. */
const PAGE = 'http://x.test/?token=geheim';
const SOON = ['--for', '10ms'];

describe('what is written', () => {
  test('the capture file alone to standard output, and a summary to the user', async () => {
    const context = fakeContext({ file: 'reconnects.ndjson' });
    expect(await capture([PAGE, ...SOON], context)).toBe(0);
    const [header, ...records] = context
      .printed()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(header).toMatchObject({
      format: 'ssescope',
      redacted: true,
      browser: 'Chromium 156.0.0.0',
      page: { url: 'http://x.test/?token=REDACTED', title: 'a page' },
      generator: expect.stringMatching(/^sse-scope \d+\.\d+\.\d+$/) as string,
    });
    expect(records.filter(({ kind }) => kind === 'message').map(({ data }) => data)).toEqual(['one', '{"n":9007199254740993}']);
    expect(context.said).toEqual([expect.stringMatching(/^1 connection, 2 messages, 0 lost, \d\S* \w+, written to standard output$/)]);
    expect(context.events).toEqual(['launched', 'closed']);
  });

  test('a HAR to a file, without credentials', async () => {
    const context = fakeContext({ file: 'reconnects.ndjson' });
    expect(await capture([PAGE, ...SOON, '--format', 'har', '--out', inFolder('x.har')], context)).toBe(0);
    expect(context.printed()).toBe('');
    const text = await readFile(inFolder('x.har'), 'utf8');
    expect(text).not.toContain('geheim');
    const { log } = JSON.parse(text) as { log: { version: string; entries: { _eventSourceMessages: { data: string }[] }[]; _sseScope: object } };
    expect(log).toMatchObject({ version: '1.2', _sseScope: { redacted: true, page: { url: 'http://x.test/?token=REDACTED' } } });
    const { _eventSourceMessages: messages } = log.entries[0]!;
    expect(messages.map(({ data }) => data)).toEqual(['one', '{"n":9007199254740993}']);
  });

  test('with credentials, when they are asked for', async () => {
    const context = fakeContext({ file: 'redirected.ndjson' });
    expect(await capture([PAGE, ...SOON], context)).toBe(0);
    expect(context.printed()).not.toMatch(/geheim|token=abc/);
    const kept = fakeContext({ file: 'redirected.ndjson' });
    expect(await capture([PAGE, ...SOON, '--keep-credentials'], kept)).toBe(0);
    const [header, ...records] = kept.printed().split('\n');
    expect(JSON.parse(header!)).toMatchObject({ page: { url: PAGE } });
    expect(records.join('\n')).toContain('/new?token=abc"');
  });

  test('CSV', async () => {
    const context = fakeContext({ file: 'reconnects.ndjson' });
    expect(await capture([PAGE, ...SOON, '--format', 'csv'], context)).toBe(0);
    const [head, ...rows] = readCsv(context.printed());
    expect(rows.map((row) => row[head!.indexOf('data')])).toEqual(['one', '{"n":9007199254740993}']);
  });

  test('--help alone starts nothing', async () => {
    const context = fakeContext();
    expect(await capture(['--help'], context)).toBe(0);
    expect(context.printed()).toContain('--until-idle TIME');
    expect(context.events).toEqual([]);
  });
});

describe('when it ends', () => {
  test('--until-idle: when nothing has come for that time', async () => {
    const context = fakeContext({ file: 'reconnects.ndjson' });
    expect(await capture([PAGE, '--until-idle', '20ms'], context)).toBe(0);
    expect(context.printed()).toContain('"kind":"message"');
  });

  test('--until-idle: a browser that is slow to answer is not silent', async () => {
    let now = 0;
    let looks = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
    onTestFinished(() => clock.mockRestore());
    const looked = (): void => {
      now += 5000;
      looks += 1;
    };
    expect(await capture([PAGE, '--until-idle', '400ms'], fakeContext({ looked }))).toBe(0);
    // The first, and one for each tenth of a second.
    expect(looks).toBe(5);
  });

  test('when it is interrupted, with what there is', async () => {
    const context = fakeContext({ file: 'reconnects.ndjson', looked: () => context.stop() });
    expect(await capture([PAGE, '--for', '10m'], context)).toBe(0);
    expect(context.printed()).toContain('"kind":"message"');
  });

  test('what cannot be placed yet is waited for', async () => {
    const undecided = [true, true, false];
    const context = fakeContext({ file: 'reconnects.ndjson', undecided: () => undecided.shift() ?? false });
    expect(await capture([PAGE, ...SOON], context)).toBe(0);
    expect(undecided).toEqual([]);
    expect(context.said[0]).toBe('waiting for what the network told last');
  });
});

describe('findings', () => {
  // The worst of this page is a warning.
  test.each([
    ['error', 0, 0],
    ['warning', 6, 1],
    ['note', 6, 1],
  ])('--fail-on %s', async (least, status, lines) => {
    const context = fakeContext({ file: 'two-frames.ndjson' });
    expect(await capture([PAGE, ...SOON, '--fail-on', least], context)).toBe(status);
    const [, ...found] = context.said;
    expect(found).toHaveLength(lines);
    for (const line of found) expect(line).toMatch(/^warning: .*“price” came.*\(unheard-type, connection 3, attempt 1, 2 times\)$/);
    expect(context.printed()).toMatch(/"kind":"finding",.*"rule":"unheard-type"/);
  });

  test('a page without any passes', async () => {
    expect(await capture([PAGE, ...SOON, '--fail-on', 'note'], fakeContext())).toBe(0);
  });
});

describe('what it cannot do', () => {
  test('a bad option starts nothing', async () => {
    const context = fakeContext();
    await expect(capture([PAGE, '--format', 'xml'], context)).rejects.toMatchObject({ code: 2 });
    expect(context.events).toEqual([]);
  });

  test('a place that cannot be written to is known before a browser starts', async () => {
    const context = fakeContext();
    await expect(capture([PAGE, '--out', path.join(folder, 'no', 'x')], context)).rejects.toMatchObject({ code: 5 });
    expect(context.events).toEqual([]);
  });

  test.runIf(process.platform === 'linux')('a full disk', async () => {
    const context = fakeContext({ file: 'reconnects.ndjson' });
    await expect(capture([PAGE, ...SOON, '--out', '/dev/full'], context)).rejects.toMatchObject({
      code: 5,
      message: 'cannot write /dev/full: the disk is full',
    });
    expect(context.events).toEqual(['launched', 'closed']);
  });

  test.each([
    ['an error status', { status: 404, statusText: 'Not Found', type: 'text/html' }, /the server answered 404 Not Found$/],
    ['a stream', { status: 200, statusText: 'OK', type: 'text/event-stream' }, /an event stream itself/],
    ['no answer', new Error('net::ERR_CONNECTION_REFUSED at x'), /: ERR_CONNECTION_REFUSED$/],
    ['a certificate of its own', new Error('net::ERR_CERT_AUTHORITY_INVALID at x'), /: ERR_CERT_AUTHORITY_INVALID \(--insecure takes such a certificate\)$/],
    ['one, as Firefox says it', new Error('certificate: It is self-signed.'), /: certificate: It is self-signed\. \(--insecure takes such a certificate\)$/],
  ])('a page that answers with %s leaves the file as it was, and ends the browser', async (_, answer, line) => {
    const load = () => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer));
    const context = fakeContext({ load });
    await writeFile(inFolder('old'), 'old');
    await expect(capture([PAGE, '--out', inFolder('old')], context)).rejects.toMatchObject({ code: 4, message: expect.stringMatching(line) as string });
    expect(await readFile(inFolder('old'), 'utf8')).toBe('old');
    await expect(capture([PAGE, '--out', inFolder('never')], context)).rejects.toMatchObject({ code: 4 });
    expect(await readdir(folder)).not.toContain('never');
    expect(context.events).toEqual(['launched', 'closed', 'launched', 'closed']);
  });
});
