/** Texts for the clipboard: what a shell and an engine make of them. */
import { execFileSync } from 'node:child_process';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { copyAsCurl } from '../../../../src/core/export/copy-as/curl.ts';
import { copyAsEventSource } from '../../../../src/core/export/copy-as/eventsource.ts';
import { copyAsFetch } from '../../../../src/core/export/copy-as/fetch.ts';
import { copyAsMarkdown, copyAsNdjson } from '../../../../src/core/export/copy-as/messages.ts';
import { quoteCmd, quotePosix } from '../../../../src/core/export/copy-as/shell-quote.ts';
import { REDACT } from '../../../../src/core/export/redact.ts';
import fc from '../../../property.ts';
import { captureFrom, connectionOf } from '../drawing.ts';

function setup() {
  const capture = captureFrom(`
    a 0ms create https://s.test/it's?a=[1]&token=abc
    a 0.5ms listen tick
    a 1ms request r1 7
    a 4ms response r1
    a 5ms open
    a 6ms message tick #7 one | \`two\`
    a 7ms message other #8 {"n":1}`);
  const connection = connectionOf(capture);
  const attempt = connection.attempts[0]!;
  attempt.lastEventIdSent = '7';
  attempt.requestHeaders = [
    { name: 'Accept', value: 'text/event-stream' },
    { name: 'Accept-Encoding', value: 'gzip' },
    { name: 'Authorization', value: 'Bearer abc' },
    { name: 'Last-Event-ID', value: '7' },
    { name: 'User-Agent', value: 'Browser "1"' },
    { name: 'X-Empty', value: '' },
    { name: 'X-Word', value: 'grÃ¼n' },
  ];
  return { capture, connection, attempt };
}

/** What a POSIX shell makes of a command line: its arguments. */
function argumentsOf(command: string): string[] {
  const script = `curl() { for a in "$@"; do printf '%s\\0' "$a"; done; }\n${command}`;
  return execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

/** What cmd.exe, then the C library, make of a command line; written from their rules, not from the quoting. */
function cmdArguments(command: string): string[] {
  let line = '';
  for (let at = 0; at < command.length; at += 1) {
    if (command[at] === '^') {
      at += 1;
      // A caret at the end of a line takes the line end away, and leaves the next sign alone.
      if (command[at] === '\n') continue;
    }
    line += command[at] ?? '';
  }
  const found: string[] = [];
  const pattern = /(\\*)(")|(\\+)|(\s+)|([^\\"\s]+)/g;
  let quoted = false;
  let word: string | undefined;
  for (const [, before, quote, slashes, space, plain] of line.matchAll(pattern)) {
    if (space !== undefined && !quoted) {
      if (word !== undefined) found.push(word);
      word = undefined;
    } else if (quote !== undefined) {
      word = (word ?? '') + '\\'.repeat(Math.floor(before!.length / 2));
      if (before!.length % 2 === 1) word += '"';
      else quoted = !quoted;
    } else word = (word ?? '') + (slashes ?? space ?? plain ?? '');
  }
  if (word !== undefined) found.push(word);
  return found;
}

describe('quoting', () => {
  const unit = fc.constantFrom('a', ' ', "'", '"', '\\', '!', '$', '`', '%', '^', '&', '|', '<', '>', '(', ')', '€', '*', '~', '#');

  it('brings any text through a POSIX shell', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.oneof(unit, fc.constant('\n')), maxLength: 12 }), { minLength: 1, maxLength: 30 }), (texts) => {
        expect(argumentsOf(`curl ${texts.map(quotePosix).join(' ')}`)).toEqual(texts);
      }),
      { numRuns: 20 },
    );
  });

  it('brings any text through cmd.exe', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit, maxLength: 12 }), { minLength: 1, maxLength: 5 }), (texts) => {
        expect(cmdArguments(texts.map(quoteCmd).join(' '))).toEqual(texts);
      }),
    );
    expect(quoteCmd('a\nb')).toBe('^"a b^"');
    // No variable: its name would end in a caret.
    expect(quoteCmd('%PATH%')).toBe('^"^%PATH^%^"');
  });
});

describe('cURL', () => {
  it('is the request, unbuffered, redacted, resuming where it did', () => {
    const { connection, attempt } = setup();
    const command = copyAsCurl(connection, attempt, 'posix');
    expect(argumentsOf(command)).toEqual([
      ...['-N', '-g', "https://s.test/it's?a=[1]&token=REDACTED", '-H', 'Accept: text/event-stream', '-H', 'Authorization: Bearer REDACTED'],
      ...['-H', 'User-Agent: Browser "1"', '-H', 'X-Empty;', '-H', 'X-Word: grün', '-H', 'Last-Event-ID: 7'],
    ]);
    expect(command).toMatch(/^# Credentials were redacted/);
  });

  it('is the same for cmd.exe', () => {
    const { connection, attempt } = setup();
    const command = copyAsCurl(connection, attempt, 'cmd');
    expect(command).toMatch(/^rem Credentials were redacted/);
    expect(cmdArguments(command.slice(command.indexOf('\n') + 1))).toEqual(['curl', ...argumentsOf(copyAsCurl(connection, attempt, 'posix'))]);
  });

  it('has credentials and another id on demand', () => {
    const { connection, attempt } = setup();
    const command = copyAsCurl(connection, attempt, 'posix', { redact: false, resumeFrom: "it's 9" });
    expect(command).not.toContain('REDACTED');
    expect(argumentsOf(command)).toEqual(expect.arrayContaining(['Authorization: Bearer abc', "Last-Event-ID: it's 9"]));
    expect(copyAsCurl(connection, attempt, 'posix', { resumeFrom: '' })).not.toContain('Last-Event-ID');
  });

  it('has the method and the body of a request that the page made itself', () => {
    const { connection, attempt } = setup();
    const body = `{"q":"it's\n50 %","api_key":"s3cret"}`;
    attempt.requestHeaders = [
      { name: 'Content-Type', value: 'application/json' },
      { name: 'Accept', value: 'application/x-ndjson' },
    ];
    Object.assign(attempt, { method: 'POST', requestBody: body, requestBodyLength: body.length, lastEventIdSent: undefined });
    const command = copyAsCurl(connection, attempt, 'posix', { redact: false });
    expect(argumentsOf(command)).toEqual([
      ...['-N', '-g', '-X', 'POST', connection.url],
      ...['-H', 'Accept: application/x-ndjson', '-H', 'Content-Type: application/json', '--data-raw', body],
    ]);
    const redacted = copyAsCurl(connection, attempt, 'posix');
    expect(argumentsOf(redacted).at(-1)).toBe(body.replace('s3cret', 'REDACTED'));
    expect(redacted).toMatch(/^# Credentials were redacted/);
    attempt.requestHeaders = [];
    attempt.requestBodyLength = body.length + 1;
    const cut = copyAsCurl(connection, attempt, 'posix');
    expect(argumentsOf(cut)).toContain('Content-Type:');
    expect(cut).toContain(`# Only the first ${body.length} of ${body.length + 1} code units`);
    expect(copyAsFetch(connection, attempt, { redact: false })).toContain(JSON.stringify(body));
    attempt.requestBody = undefined;
    expect(copyAsCurl(connection, attempt, 'posix')).toContain('# The body of the request is not known.');
  });

  it('takes credentials out of what a form sends, too', () => {
    expect(REDACT.body('user=a&password=b&next=https%3A%2F%2Fx%2F%3Ftoken%3Dc')).toBe('user=a&password=REDACTED&next=https%3A%2F%2Fx%2F%3Ftoken%3DREDACTED');
    expect(REDACT.body('{"password" : "a\\"b", "n": {"accessToken":"x')).toBe('{"password" : "REDACTED", "n": {"accessToken":"REDACTED');
    expect(REDACT.body('password is a word')).toBe('password is a word');
  });

  it('does without a request log', () => {
    const { connection } = setup();
    expect(argumentsOf(copyAsCurl(connection, undefined, 'posix')).slice(3)).toEqual(['-H', 'Accept: text/event-stream']);
  });
});

describe('code', () => {
  it('of fetch runs, and leaves out what scripts cannot set', async () => {
    const { connection, attempt } = setup();
    const code = copyAsFetch(connection, attempt, { redact: false });
    const calls: unknown[] = [];
    const printed: string[] = [];
    const body = (): ReadableStream => new Response('data: hi\n\n').body!;
    const fetch = (...args: unknown[]): object => {
      calls.push(args);
      return { body: body() };
    };
    const console = { log: (text: string) => printed.push(text) };
    await (runInNewContext(`(async () => {${code}})()`, { fetch, console, TextDecoderStream }) as Promise<void>);
    expect(printed).toEqual(['data: hi\n\n']);
    expect(calls).toEqual([
      [
        connection.url,
        { headers: { Accept: 'text/event-stream', Authorization: 'Bearer abc', 'X-Empty': '', 'X-Word': 'grün', 'Last-Event-ID': '7' }, cache: 'no-store' },
      ],
    ]);
  });

  it('of EventSource listens to all types, and says what it cannot carry', () => {
    const { connection } = setup();
    const code = copyAsEventSource(connection, ['other', 'message', `"); alert("\n`]);
    const made: unknown[] = [];
    const types: string[] = [];
    class Source {
      constructor(...args: unknown[]) {
        made.push(args);
      }
      addEventListener(type: string): void {
        types.push(type);
      }
    }
    runInNewContext(code, { EventSource: Source, console });
    expect(made).toEqual([["https://s.test/it's?a=[1]&token=REDACTED"]]);
    expect(types).toEqual(['tick', 'other', `"); alert("\n`]);
    expect(code).toContain('no headers of your own');
  });
});

describe('messages', () => {
  it('are lines of the capture file', () => {
    const { capture } = setup();
    const lines = copyAsNdjson(capture, [1, 99, 0]).trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { data: string }).data)).toEqual(['{"n":1}', 'one | `two`']);
  });

  it('are a table that no text breaks', () => {
    const { capture } = setup();
    expect(copyAsMarkdown(capture, [0, 1]).split('\n')).toEqual([
      '| Time | Connection | Type | Last event id | Data |',
      '| --- | ---: | --- | --- | --- |',
      '| 2023-11-14T22:13:20.006Z | 1 | `tick` | `7` | `` one \\| `two` `` |',
      '| 2023-11-14T22:13:20.007Z | 1 | `other` | `8` | `{"n":1}` |',
      '',
    ]);
  });
});
