/** Credentials leave no export unless the user says so. */
import { describe, expect, it } from 'vitest';
import { EXPORT_FORMATS, EXPORT_FORMAT_NAMES } from '../../../../src/core/export/formats.ts';
import { exportPieces } from '../../../../src/core/export/export-file.ts';
import { REDACT } from '../../../../src/core/export/redact.ts';
import { record } from '../../../../src/core/model/record.ts';
import { catchUp } from '../../../../src/core/model/join/catch-up.ts';
import { captureFrom, draw } from '../drawing.ts';
import { again, exportText, META, ROW_FORMATS } from './round.ts';

describe('URLs', () => {
  it.each([
    ['https://u:p@s.test/x', 'https://REDACTED@s.test/x'],
    ['https://s.test/x?token=abc&a=1', 'https://s.test/x?token=REDACTED&a=1'],
    ['https://s.test/x?access_token=abc#id_token=def&state=1', 'https://s.test/x?access_token=REDACTED#id_token=REDACTED&state=1'],
    [
      'https://s.test/x?accessToken=a&apiKey=b&X-Amz-Signature=c&code=d&country_code=49',
      'https://s.test/x?accessToken=REDACTED&apiKey=REDACTED&X-Amz-Signature=REDACTED&code=REDACTED&country_code=49',
    ],
    ['https://s.test/x?api%5Fkey=b&sig=c&pwd=&jwt', 'https://s.test/x?api%5Fkey=REDACTED&sig=REDACTED&pwd=&jwt'],
    ['https://s.test/x?monkey=1&design=2&keyword=3&author=4#part', 'https://s.test/x?monkey=1&design=2&keyword=3&author=4#part'],
    ['https://s.test/eyJhbGciOiJI.eyJzdWIi.sig_-1/x', 'https://s.test/REDACTED/x'],
    ['/stream?key=1', '/stream?key=REDACTED'],
    ['//u@s.test/', '//REDACTED@s.test/'],
    ['https://s.test/@me?to=a@b.test', 'https://s.test/@me?to=a@b.test'],
    ['https://s.test/?next=https%3A%2F%2Ft.test%2F%3Ftoken%3Da%26b%3D1&c=2', 'https://s.test/?next=https%3A%2F%2Ft.test%2F%3Ftoken%3DREDACTED%26b%3D1&c=2'],
    ['https://s.test/?next=https%3A%2F%2Ft.test%2F%3Fb=%2541', 'https://s.test/?next=https%3A%2F%2Ft.test%2F%3Fb=%2541'],
    [
      'https://s.test/?open=%5B%7B%22url%22%3A%22%2F%2Fx%3A%2F%2Fu%3Ap%40t%22%7D%5D',
      'https://s.test/?open=%5B%7B%22url%22%3A%22%2F%2Fx%3A%2F%2FREDACTED%40t%22%7D%5D',
    ],
    [
      'https://s.test/?a=https%3A%2F%2Ft.test%2F%3Fb%3Dhttps%253A%252F%252Fu%253Ap%2540v.test',
      'https://s.test/?a=https%3A%2F%2Ft.test%2F%3Fb%3Dhttps%253A%252F%252FREDACTED%2540v.test',
    ],
    [`https://s.test/?a=http://\ud800?token=1`, 'https://s.test/?a=REDACTED'],
    ['https://s.test/x?%E0%A4%A=1', 'https://s.test/x?%E0%A4%A=1'],
    ['', ''],
  ])('%s', (url, redacted) => {
    expect(REDACT.url(url)).toBe(redacted);
    expect(REDACT.url(redacted)).toBe(redacted);
  });
});

describe('headers', () => {
  it.each([
    ['Authorization', 'Bearer abc', 'Bearer REDACTED'],
    ['authorization', 'abc def', 'REDACTED'],
    ['Cookie', 'a=b; c=d', 'REDACTED'],
    ['Set-Cookie', 'a=b; HttpOnly', 'REDACTED'],
    ['Proxy-Authorization', 'Basic dTpw', 'Basic REDACTED'],
    ['X-Api-Key', 'k', 'REDACTED'],
    ['api-key', 'k', 'REDACTED'],
    ['X-Auth-Token', 'k', 'REDACTED'],
    ['X-CSRF-Token', 'k', 'REDACTED'],
    ['X-GraphQL-Event-Stream-Token', 'k', 'REDACTED'],
    ['Ocp-Apim-Subscription-Key', 'k', 'REDACTED'],
    ['Location', '/next?token=1', '/next?token=REDACTED'],
    ['Referer', 'https://s.test/?sid=1', 'https://s.test/?sid=REDACTED'],
    ['Link', '<https://s.test/?token=1>; rel=next', '<https://s.test/?token=REDACTED>; rel=next'],
    ['X-Custom', 'v eyJhbGciOiJI.eyJzdWIi.sig', 'v REDACTED'],
    ['Accept', 'text/event-stream', 'text/event-stream'],
    ['Idempotency-Key', '7', '7'],
    ['Last-Event-ID', '7', '7'],
    ['WWW-Authenticate', 'Basic realm="x"', 'Basic realm="x"'],
    ['Cookie', '', ''],
  ])('%s: %s', (name, value, redacted) => {
    expect(REDACT.headers([{ name, value }])).toEqual([{ name, value: redacted }]);
    expect(REDACT.headers([{ name, value: redacted }])).toEqual([{ name, value: redacted }]);
  });
});

it('stacks keep their lines', () => {
  expect(REDACT.text('at f (https://s.test/a.js?token=abc:12:3)\nat https://u:p@s.test/b.js:1:2')).toBe(
    'at f (https://s.test/a.js?token=REDACTED:12:3)\nat https://REDACTED@s.test/b.js:1:2',
  );
});

it('costs what a text is long', () => {
  /** The least of several: CPU time, since the clock would count what else the machine does; of the process, so what it does beside is in most of them. */
  const cost = (text: string): number =>
    Math.min(
      ...Array.from({ length: 3 }, () => {
        const begin = process.cpuUsage().user;
        REDACT.text(text);
        REDACT.url(text);
        REDACT.body(text);
        REDACT.title(text, `https://s.test/?${text}`);
        return (process.cpuUsage().user - begin) / 1000;
      }),
    );
  for (const unit of [
    '-eyJaaaaaa',
    'a.',
    'x://',
    'a:1',
    '//@',
    '?a=x://%25',
    '&a=://%2525',
    '%25',
    'a= ',
    'a:"',
    '\\"a',
    '<a>',
    '{"a":',
    "'",
    ';a=',
    '{"name":"token",',
    '/token/A1b2c3',
    'bearer ',
    'a="',
    'a=b?c=d&',
  ]) {
    const small = cost(unit.repeat(1000));
    // Ten times as long; quadratic would be a hundred times.
    expect(cost(unit.repeat(10_000)), unit).toBeLessThan(40 * Math.max(small, 2));
  }
});

describe('exports', () => {
  const SECRET = 'hunter2';
  const url = `https://me:${SECRET}@s.test/a?token=${SECRET}`;
  const facts = draw(`
    a 0ms create ${url}
    a 1ms request r1
    a 2ms response r1
    a 3ms open
    a 4ms message x #1 public`).map((fact) => {
    if (fact.kind === 'created') return { ...fact, stack: `at run (https://s.test/app.js?key=${SECRET}:1:2)` };
    if (fact.kind === 'document') return { ...fact, url: `https://page.test/#access_token=${SECRET}` };
    if (fact.kind !== 'request') return fact;
    const headers = [
      { name: 'Cookie', value: SECRET },
      { name: 'X-Session', value: SECRET },
    ];
    const response = fact.response === undefined ? undefined : { ...fact.response, headers: [...fact.response.headers, { name: 'Set-Cookie', value: SECRET }] };
    return { ...fact, requestHeaders: [...fact.requestHeaders, ...headers], response };
  });
  const capture = captureFrom('');
  for (const fact of facts) record(capture, fact);
  catchUp(capture);
  const meta = { ...META, page: { url: `https://page.test/?code=${SECRET}`, title: 'Page' } };

  it.each(ROW_FORMATS)('are without credentials by default, and with them on demand: %s', (format) => {
    const redacted = [...exportPieces(capture, { format, meta })].map(({ text }) => text).join('');
    expect(redacted).toContain('public');
    expect(redacted).not.toContain(SECRET);
    expect(exportText(capture, format, { meta, redact: false })).toContain(SECRET);
    // The file says so, where its format has a place for it.
    if (format !== 'csv') expect(redacted).toMatch(/"redacted":true|^: ssescope redacted/m);
  });

  it.each(EXPORT_FORMAT_NAMES.filter((name) => EXPORT_FORMATS[name].lossless))('are the same when redacted again: %s', (format) => {
    const once = exportText(capture, format, { meta, redact: true });
    expect(again(once, format, { redact: true })).toBe(once);
  });
});
