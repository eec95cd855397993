/** What lets a page of another origin in, as both browsers do it (measured: Chromium 156, Firefox 153). */
import { expect, test } from 'vitest';
import { corsCheck } from '../../../../src/core/model/cors-check.ts';

const ORIGIN = 'http://shop.test:8080';

/** Whether it passes without credentials, and with them. */
function passes(origins: readonly string[], credentials: readonly string[] = []): (boolean | undefined)[] {
  const responseHeaders = [
    ...origins.map((value) => ({ name: 'Access-Control-Allow-Origin', value })),
    ...credentials.map((value) => ({ name: 'access-control-allow-credentials', value })),
  ];
  const question = { frameUrl: `${ORIGIN}/page`, responseUrl: 'http://api.test/stream', requestHeaders: undefined, responseHeaders };
  return [false, true].map((withCredentials) => corsCheck({ ...question, withCredentials })?.passed);
}

test.each([
  [[], [], false, false],
  [['*'], [], true, false],
  [['*'], ['true'], true, false],
  [[ORIGIN], [], true, false],
  [[ORIGIN], ['true'], true, true],
  [[ORIGIN], ['True'], true, false],
  [[ORIGIN], ['1'], true, false],
  [[ORIGIN], ['true', 'true'], true, false],
  [[`${ORIGIN}/`], ['true'], false, false],
  [[ORIGIN.toUpperCase()], ['true'], false, false],
  [['*', '*'], [], false, false],
  [[ORIGIN, ORIGIN], ['true'], false, false],
  [[`${ORIGIN}, *`], ['true'], false, false],
  [['null'], ['true'], false, false],
  [[''], [], false, false],
] as const)('%j, credentials %j: %s, %s', (origins, credentials, without, withThem) => {
  expect(passes(origins, credentials)).toEqual([without, withThem]);
});

test('an answer of the page’s own origin needs no leave, and what the request said of its origin counts', () => {
  const same = { frameUrl: `${ORIGIN}/page`, responseUrl: `${ORIGIN}/stream`, withCredentials: false, responseHeaders: [] };
  expect(corsCheck({ ...same, requestHeaders: undefined })).toBe(undefined);
  expect(corsCheck({ ...same, requestHeaders: [{ name: 'Origin', value: 'null' }] })).toMatchObject({ origin: 'null', passed: false });
  expect(corsCheck({ ...same, frameUrl: 'about:blank', requestHeaders: undefined })).toBe(undefined);
});
