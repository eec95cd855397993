import { afterEach, expect, test, vi } from 'vitest';
import { ensureBrowser } from '../../../cli/ensure-browser.ts';

const never = new AbortController().signal;
const silent = (): void => undefined;
const nobody = (): Promise<never> => Promise.reject(new Error('asked'));
afterEach(() => vi.unstubAllEnvs());

test('a browser that is named is taken, and else nothing is looked for', async () => {
  expect(await ensureBrowser(process.execPath, silent, never, 'chromium', nobody)).toBe(process.execPath);
  await expect(ensureBrowser('/there/is/none', silent, never, 'chromium', nobody)).rejects.toMatchObject({
    code: 3,
    message: '--browser-path: /there/is/none is not an executable file',
  });
});

test.each([
  ['chromium', 'CHROMIUM'],
  ['firefox', 'FIREFOX'],
] as const)('%s in the variable %s', async (browser, variable) => {
  vi.stubEnv(variable, process.execPath);
  expect(await ensureBrowser(undefined, silent, never, browser, nobody)).toBe(process.execPath);
  vi.stubEnv(variable, '/there/is/none');
  await expect(ensureBrowser(undefined, silent, never, browser, nobody)).rejects.toMatchObject({
    code: 3,
    message: `${variable}: /there/is/none is not an executable file`,
  });
});
