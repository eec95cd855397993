import { describe, expect, test } from 'vitest';
import { readCaptureOptions } from '../../../cli/capture-options.ts';
import { CliError, EXIT } from '../../../cli/exit.ts';
import { parsePageUrl } from '../../../cli/page-url.ts';
import { hasDisplay, readStartOptions } from '../../../cli/start-options.ts';

function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(CliError);
    if (error instanceof CliError) {
      expect(error.code).toBe(EXIT.usage);
      expect(error.message).not.toContain('\n');
      return error.message;
    }
  }
  throw new Error('it was taken');
}

describe('the URL', () => {
  test.each([
    ['http://x.test/a?b#c', 'http://x.test/a?b#c'],
    ['localhost:3000', 'http://localhost:3000/'],
    ['localhost:3000/x:y', 'http://localhost:3000/x:y'],
    ['127.0.0.1:8080/a', 'http://127.0.0.1:8080/a'],
    ['example.com', 'http://example.com/'],
    ['[::1]:3000', 'http://[::1]:3000/'],
    ['HTTPS://x.test', 'https://x.test/'],
    ['file:///tmp/a.html', 'file:///tmp/a.html'],
  ])('%s', (text, expected) => expect(parsePageUrl(text)).toBe(expected));

  test.each(['about:blank', 'chrome://version', 'data:text/html,x', 'javascript:alert(1)', 'ws://x.test', 'http://', 'http://a b'])('%s is refused', (text) => {
    expect(() => parsePageUrl(text)).toThrow(RangeError);
  });
});

describe('npm run capture', () => {
  test('ten seconds to standard output', () => {
    expect(readCaptureOptions(['x.test'])).toEqual({
      help: false,
      url: 'http://x.test/',
      forTime: 10_000,
      untilIdle: undefined,
      format: 'ndjson',
      redact: true,
      out: undefined,
      failOn: undefined,
      browser: 'chromium',
      browserPath: undefined,
      install: false,
      insecure: false,
    });
  });

  test.each(['ndjson', 'json', 'csv', 'har', 'sse', 'decoded'])('--format %s', (format) =>
    expect(readCaptureOptions(['x.test', '--format', format]).format).toBe(format),
  );

  test('credentials are kept only when asked for', () => expect(readCaptureOptions(['x.test', '--keep-credentials']).redact).toBe(false));

  test('until idle alone has no end of its own', () => {
    expect(readCaptureOptions(['x.test', '--until-idle', '2s'])).toMatchObject({ untilIdle: 2000, forTime: undefined });
    expect(readCaptureOptions(['--until-idle=2s', '--for=1m', 'x.test'])).toMatchObject({ untilIdle: 2000, forTime: 60_000 });
  });

  test('all options', () => {
    expect(readCaptureOptions(['--out', 'a.ndjson', '--browser', 'firefox', '--browser-path', '/b', '--install', '--insecure', 'x.test'])).toMatchObject({
      out: 'a.ndjson',
      install: true,
      insecure: true,
      browser: 'firefox',
      browserPath: '/b',
    });
  });

  test('findings that fail a build', () => {
    expect(readCaptureOptions(['x.test', '--fail-on', 'warning'])).toMatchObject({ failOn: 'warning' });
  });

  test('help needs no URL', () => expect(readCaptureOptions(['-h']).help).toBe(true));

  test.each([
    [[], /which page/],
    [['a.test', 'b.test'], /one URL at most/],
    [['a.test', '--for'], /--for/],
    [['a.test', '--for', '10'], /--for: "10" is not a duration/],
    [['a.test', '--until-idle', '0s'], /--until-idle: .*no time/],
    [['a.test', '--out', ''], /--out is empty/],
    [['a.test', '--fro', '10s'], /--fro/],
    [['a.test', '--for', '--out'], /--for/],
    [['a.test', '--format', 'xml'], /--format: there is no format "xml": ndjson, json, csv, har, sse/],
    [['a.test', '--format', 'toString'], /there is no format/],
    [['a.test', '--fail-on', 'fatal'], /--fail-on: there is no severity "fatal": error, warning, note/],
    [['a.test', '--sarif', 'f.sarif'], /--sarif is gone: --fail-on lists the findings/],
    [['a.test', '--browser', 'safari'], /--browser: there is no browser "safari" here: chromium, firefox/],
    [['a.test', '--keep-credentials=no'], /--keep-credentials/],
    [['about:blank'], /not a page/],
  ])('%j is refused', (args, reason) => expect(refusal(() => readCaptureOptions(args))).toMatch(reason));
});

describe('npm start', () => {
  test('the demo page', () => {
    expect(readStartOptions([])).toEqual({
      help: false,
      url: undefined,
      browser: 'chromium',
      browserPath: undefined,
      install: false,
      insecure: false,
      headless: false,
      port: undefined,
    });
  });

  test('all options', () => {
    expect(readStartOptions(['x.test', '--headless', '--install', '--port', '4000', '--browser=firefox', '--browser-path=/b'])).toEqual({
      help: false,
      url: 'http://x.test/',
      browser: 'firefox',
      browserPath: '/b',
      install: true,
      insecure: false,
      headless: true,
      port: 4000,
    });
  });

  test.each([
    [['--port', '65536'], /--port/],
    [['--port', '-1'], /--port/],
    [['--port', '80x'], /--port/],
    [['--headless=yes'], /headless/],
    [['--browser', ''], /--browser is empty/],
    [['-x'], /-x/],
  ])('%j is refused', (args, reason) => expect(refusal(() => readStartOptions(args))).toMatch(reason));

  test('where there is a display', () => {
    expect(hasDisplay('linux', {})).toBe(false);
    expect(hasDisplay('linux', { DISPLAY: '' })).toBe(false);
    expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true);
    expect(hasDisplay('freebsd', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
    expect(hasDisplay('darwin', {})).toBe(true);
    expect(hasDisplay('win32', {})).toBe(true);
  });
});
