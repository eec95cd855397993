import { expect, test } from 'vitest';
import { browserName } from '../../../src/wire/protocol/browser-name.ts';

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36', 'Chromium 156.0.0.0'],
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36', 'Chromium 156.0.0.0'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'Firefox 145.0'],
  ['something else', ''],
])('%s', (userAgent, name) => {
  expect(browserName(userAgent)).toBe(name);
});
