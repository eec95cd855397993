/** Texts that a page or server has chosen, quoted: the shell gives back each as it was, and nothing in it is a key of the terminal. */
import fc from '../../../property.ts';
import { sized } from '../../../sizes.ts';
import { describe, expect, it } from 'vitest';
import { copyAsCurl } from '../../../../src/core/export/copy-as/curl.ts';
import { copyAsPowerShell } from '../../../../src/core/export/copy-as/powershell.ts';
import { losesCmd, MAX_CMD, quoteCmd, quotePosix, quotePowerShell } from '../../../../src/core/export/copy-as/shell-quote.ts';
import type { Attempt, Connection } from '../../../../src/core/model/connection.ts';
import { argumentsOf, cmdArguments, powerShellText } from './unquote.ts';

const signs = [
  ' ',
  "'",
  '"',
  '\\',
  '!',
  '$',
  '`',
  '%',
  '^',
  '&',
  '|',
  '<',
  '>',
  '(',
  ')',
  ';',
  '#',
  '~',
  '*',
  '-',
  '=',
  ':',
  '’',
  '‘',
  '“',
  '€',
  '😀',
  'a',
  '0',
];
const controls = ['\n', '\r', '\t', '\0', '\x03', '\x04', '\x15', '\x16', '\x1a', '\x1b', '\x1b[201~', '\x7f', '\x85', '\x9b', '\u202e', '\u2028', '\ufeff'];
const words = ['%PATH%', '%PATH:a=b%', '%PATH:~0,3%', '!!', '!-1', '$(id)', '`id`', '\ud800', '\udc00', '^"', '\\"', '%%', '%^PATH%', '"& calc &"', '`$x'];
const any = fc.string({
  unit: fc.oneof(fc.constantFrom(...signs), fc.constantFrom(...controls), fc.constantFrom(...words), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })),
  maxLength: 14,
});
const texts = fc.array(any, { minLength: 1, maxLength: 25 });
const passed = (text: string): string => text.replaceAll('\0', '').replaceAll(/\p{Cs}/gu, '\ufffd');
/** Whatever a terminal does not just show; a line end ends a line of a quoted text at most. */
const KEYS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

describe.each(['/bin/sh', '/bin/bash'])('%s', (shell) => {
  it('gives back any text', () => {
    fc.assert(
      fc.property(texts, (list) => {
        const quoted = list.map(quotePosix);
        expect(argumentsOf(`curl ${quoted.join(' ')}`, shell)).toEqual(list.map(passed));
        expect(quoted.join('').replaceAll('\n', '')).not.toMatch(KEYS);
        expect(quoted.join('')).not.toContain('!');
      }),
      { numRuns: sized(1000, 25) },
    );
  });

  it('gives back what is longer than the line of a terminal, in lines that are not', () => {
    for (const text of ["a'€!".repeat(3000), "a'€".repeat(3000), '\n'.repeat(9000), `${'x'.repeat(700)}\n`.repeat(20), '\u202e'.repeat(3000)]) {
      expect(argumentsOf(`curl ${quotePosix(text)}`, shell)).toEqual([text]);
      for (const line of quotePosix(text).split('\n')) expect(Buffer.byteLength(line)).toBeLessThan(4096);
    }
  });
});

describe('cmd.exe', () => {
  it('gives back any text, with spaces for what it does not take', () => {
    fc.assert(
      fc.property(texts, (list) => {
        const clean = list.map((text) => passed(text).replaceAll(/\r\n|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' '));
        const line = list.map(quoteCmd).join(' ');
        expect(cmdArguments(line)).toEqual(clean);
        expect(line).not.toMatch(KEYS);
      }),
      { numRuns: sized(20_000, 300) },
    );
  });

  it('reads no variable', () => {
    for (const text of ['%PATH%', '%PATH:a=b%', '%PATH:~0,3%', '%%PATH%%', '"%USERNAME%"', '^%PATH%', '%&PATH%']) {
      expect(cmdArguments(quoteCmd(text)), text).toEqual([text]);
      expect(quoteCmd(text)).not.toMatch(/%[A-Z]/);
    }
    expect(losesCmd('a\nb')).toBe(true);
  });
});

it('PowerShell gives back any text, unchanged', () => {
  fc.assert(
    fc.property(any, (text) => {
      expect(powerShellText(quotePowerShell(text))).toBe(text);
      expect(quotePowerShell(text)).not.toMatch(KEYS);
    }),
    { numRuns: sized(20_000, 300) },
  );
  expect(quotePowerShell("it’s '$x'")).toBe("'it’’s ''$x'''");
});

const connection = { url: 'http://127.0.0.1:9/x', withCredentials: false, attempts: [], heardTypes: [] } as unknown as Connection;
const attemptOf = (some: Partial<Attempt>): Attempt => ({ method: 'GET', requestHeaders: [], ...some }) as Attempt;

describe('a whole command', () => {
  it('says what the shell does not take', () => {
    const body = 'a\nb\0';
    const attempt = attemptOf({ method: 'POST', requestBody: body, requestBodyLength: body.length });
    expect(copyAsCurl(connection, attempt, 'cmd', { redact: false })).toContain('rem Line ends and control characters became spaces');
    expect(copyAsCurl(connection, attempt, 'posix', { redact: false })).toContain('# NUL characters were left out');
    const long = attemptOf({ method: 'POST', requestBody: 'x'.repeat(9000), requestBodyLength: 9000 });
    expect(copyAsCurl(connection, long, 'cmd').length).toBeLessThan(MAX_CMD);
    expect(copyAsCurl(connection, long, 'cmd')).toMatch(/^rem The command is longer/);
  });

  it.each(['-K/path', '-K\\\\evil.test\\s\\c', 'file:///etc/passwd', '@x', 'scp://h/x', ' http://h/', '/x', ''])('is not made of the URL %j', (url) => {
    for (const text of [
      copyAsCurl({ ...connection, url }, undefined, 'posix'),
      copyAsCurl({ ...connection, url }, undefined, 'cmd'),
      copyAsPowerShell({ ...connection, url }, undefined),
    ]) {
      expect(text).toMatch(/^(?:#|rem) There is no command/);
      if (url !== '' && url !== '/x') expect(text).not.toContain(url);
    }
  });

  it('has no header that curl takes for a file, and no method that is none', () => {
    const attempt = attemptOf({
      method: "X' --output /x",
      requestHeaders: [
        { name: '@/etc/passwd', value: 'x' },
        { name: 'a b', value: 'x' },
        { name: 'X-Ok', value: '@x' },
      ],
    });
    const found = argumentsOf(copyAsCurl(connection, attempt, 'posix'));
    expect(found).toEqual(['-N', '--url', connection.url, '-H', 'Accept: text/event-stream', '-H', 'X-Ok: @x']);
  });
});
