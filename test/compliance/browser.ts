/** A browser as it is, or with the built extension; and the demo server with a blank page and the bundled checks. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { BrowserName } from '../../cli/driven-browser.ts';
import { EXTENSIONS } from '../browsers.ts';
import { startDemoServer, type DemoServer } from '../../demo/server.ts';
import { openChromium } from './chromium.ts';
import { openFirefox } from './firefox.ts';

/**
 * - `native`: no extension.
 * - `hooked`: with the extension, nobody listening.
 * - `recorded`: with the extension, and DevTools open, so that everything is carried away.
 */
export type Mode = 'native' | 'hooked' | 'recorded';

/** A tab. */
export interface SubjectPage {
  /** Resolves when the page has loaded; with `commit`, as soon as its scripts run. */
  goto(url: string, until?: 'load' | 'commit'): Promise<void>;
  /** Calls `code` in the page; its argument and its answer go as JSON. */
  evaluate<T, A = undefined>(code: (argument: A) => T | Promise<T>, argument?: A): Promise<T>;
  /** Resolves when it is true in the page. */
  waitFor(condition: () => boolean): Promise<void>;
  /** What the browser told its console and its handler of errors about the page, since it was asked last. */
  noise(): Promise<string[]>;
  /** Why the page was not put into the back/forward cache, or taken out of it, as far as the browser tells: for a failing test. */
  whyNotCached(): string[];
  reload(): Promise<void>;
  close(): Promise<void>;
}

/** A browser, without or with the extension. */
export interface BareBrowser {
  /** A new tab. */
  open(): Promise<SubjectPage>;
  /** Opens DevTools on it, and resolves when the extension's own page is there: that one listens. */
  inspect(page: SubjectPage): Promise<void>;
  close(): Promise<void>;
}

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
