/** A browser as it is, or with the built extension; and the demo server with a blank page and the bundled checks. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { BrowserName } from '../../cli/driven-browser.ts';
import { EXTENSIONS } from '../browsers.ts';
import { startDemoServer, type DemoServer } from '../../demo/server.ts';
import type { SubjectPage } from './bare-browser.ts';
import { openChromium } from './chromium.ts';
import { openFirefox } from './firefox.ts';

/**
 * - `native`: no extension.
 * - `hooked`: with the extension, nobody listening.
 * - `recorded`: with the extension, and DevTools open, so that everything is carried away.
 */
export type Mode = 'native' | 'hooked' | 'recorded';

export interface Subject {
  mode: Mode;
  server: DemoServer;
  /** A blank page of the server, with DevTools open where the mode says so. */
  page(): Promise<SubjectPage>;
  close(): Promise<void>;
}

/** The checks as one script. */
export async function bundleChecks(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, target: 'es2023', lib: { entry: fileURLToPath(new URL(entry, import.meta.url)), formats: ['iife'], name: 'checks' } },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (!output || !('output' in output)) throw new Error('the checks could not be bundled');
  const chunk = output.output.find((file) => file.type === 'chunk');
  if (chunk?.type !== 'chunk') throw new Error('the bundle of the checks is empty');
  return chunk.code;
}

/** `/blank?body=HTML`: a document with that body; `/checks.js`: the checks. */
function blank(request: IncomingMessage, response: ServerResponse, checks: string): boolean {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname === '/favicon.ico') response.writeHead(204).end();
  else if (url.pathname === '/checks.js') response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' }).end(checks);
  else if (url.pathname === '/blank') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(`<!doctype html><html><head><title>blank</title></head><body>${url.searchParams.get('body') ?? ''}</body></html>`);
  } else return false;
  return true;
}

export interface LaunchOptions {
  browser?: BrowserName;
  /** What `/checks.js` is. */
  checks?: string;
  /** More pages, asked for first. */
  answer?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export async function launch(mode: Mode, { browser = 'chromium', answer, checks = '' }: LaunchOptions = {}): Promise<Subject> {
  const server = await startDemoServer({ answer: (request, response) => answer?.(request, response) === true || blank(request, response, checks) });
  const extension = mode === 'native' ? undefined : EXTENSIONS[browser];
  const opened = await (browser === 'firefox' ? openFirefox(extension) : openChromium(extension));
  return {
    mode,
    server,
    async page() {
      const page = await opened.open();
      await page.goto(`${server.url}/blank`);
      if (mode === 'recorded') await opened.inspect(page);
      return page;
    },
    async close() {
      await opened.close();
      await server.close();
    },
  };
}
