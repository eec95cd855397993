/** Texts for the clipboard: what a shell and an engine make of them. */
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { copyAsCurl } from '../../../../src/core/export/copy-as/curl.ts';
import { copyAsEventSource } from '../../../../src/core/export/copy-as/eventsource.ts';
import { copyAsFetch } from '../../../../src/core/export/copy-as/fetch.ts';
import { copyAsMarkdown, copyAsNdjson } from '../../../../src/core/export/copy-as/messages.ts';
import { copyAsPowerShell } from '../../../../src/core/export/copy-as/powershell.ts';
import { REDACT } from '../../../../src/core/export/redact.ts';
import { captureFrom, connectionOf } from '../drawing.ts';
import { argumentsOf, cmdArguments, powerShellText } from './unquote.ts';

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

describe('cURL', () => {
  it('is the request, unbuffered, redacted, resuming where it did', () => {
    const { connection, attempt } = setup();
    const command = copyAsCurl(connection, attempt, 'posix');
    expect(argumentsOf(command)).toEqual([
      ...['-N', '-g', '--url', "https://s.test/it's?a=[1]&token=REDACTED", '-H', 'Accept: text/event-stream', '-H', 'Authorization: Bearer REDACTED'],
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
      ...['-N', '-g', '-X', 'POST', '--url', connection.url],
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
    expect(argumentsOf(copyAsCurl(connection, undefined, 'posix')).slice(4)).toEqual(['-H', 'Accept: text/event-stream']);
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

describe('PowerShell', () => {
  it('is the request, with the headers of its body where they belong', () => {
    const { connection, attempt } = setup();
    attempt.requestHeaders = [...attempt.requestHeaders!, { name: 'Content-Type', value: 'application/json' }];
    const body = `{"q":"it's\n50 %"}`;
    Object.assign(attempt, { method: 'POST', requestBody: body, requestBodyLength: body.length });
    const script = copyAsPowerShell(connection, attempt, { redact: false });
    const texts = [...script.matchAll(/TryAddWithoutValidation\((.+), (.+)\)$|GetBytes\((.+)\)\)$|HttpMethod\]::new\((.+)\), (.+)\)$/gm)].flatMap((match) =>
      match.slice(1).flatMap((text) => (text === undefined ? [] : [powerShellText(text)])),
    );
    expect(texts).toEqual(
      expect.arrayContaining(['POST', connection.url, 'Accept', 'text/event-stream', 'Authorization', 'Bearer abc', 'X-Word', 'grün', body, 'Content-Type']),
    );
    expect(script).toMatch(/\$request\.Content\.Headers\.TryAddWithoutValidation\('Content-Type', 'application\/json'\)/);
    expect(copyAsPowerShell(connection, attempt)).toContain("'Bearer REDACTED'");
  });
});
