/** The browser of the tests: the one that `npm test` found, or the usual one. */
export const findBrowser = (): string => process.env['CHROMIUM'] ?? '/usr/bin/chromium';
