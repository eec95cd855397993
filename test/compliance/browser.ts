/** Chromium as it is, or with the built extension; and the demo server with a blank page and the bundled checks. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { build } from 'vite';
import { startDemoServer, type DemoServer } from '../../demo/server.ts';

/**
 * - `native`: no extension.
 * - `hooked`: with the extension, nobody listening.
 * - `recorded`: with the extension, and DevTools open, so that everything is carried away.
 */
export type Mode = 'native' | 'hooked' | 'recorded';

const EXTENSION = fileURLToPath(new URL('../../dist/', import.meta.url));
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

export const extensionIsBuilt = (): boolean => existsSync(join(EXTENSION, 'manifest.json'));

export interface Subject {
  mode: Mode;
  context: BrowserContext;
  server: DemoServer;
  /** A blank page of the server, with DevTools open where the mode says so. */
  page(): Promise<Page>;
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
  /** What `/checks.js` is. */
  checks?: string;
  /** More pages, asked for first. */
  answer?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export async function launch(mode: Mode, options: LaunchOptions = {}): Promise<Subject> {
  const server = await startDemoServer({
    answer: (request, response) => options.answer?.(request, response) === true || blank(request, response, options.checks ?? ''),
  });
  const profile = mkdtempSync(join(tmpdir(), 'compliance-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    headless: false, // the new headless mode is asked for below: the old one has no extensions
    chromiumSandbox: false,
    viewport: null,
    // Playwright switches the back/forward cache off; and here it is a part of what is tested.
    ignoreDefaultArgs: ['--disable-extensions', '--disable-back-forward-cache'],
    args: [
      '--headless=new',
      '--js-flags=--expose-gc',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-quic',
      ...(mode === 'native' ? [] : [`--load-extension=${EXTENSION}`]),
    ],
  });
  return {
    mode,
    context,
    server,
    async page() {
      const page = await context.newPage();
      await page.goto(`${server.url}/blank`);
      if (mode === 'recorded') await openDevTools(context, page);
      return page;
    },
    async close() {
      await context.close();
      await server.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

const PATIENCE_MS = 15_000;

/** Opens DevTools on a page, and resolves when the extension's own DevTools page is in it: that one listens. */
async function openDevTools(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  const { targetInfo } = await session.send('Target.getTargetInfo');
  await session.detach();
  const browser = await context.browser()?.newBrowserCDPSession();
  const opening = context.waitForEvent('page', (candidate) => candidate.url().startsWith('devtools://'));
  await browser?.send('Target.openDevTools' as never, { targetId: targetInfo.targetId } as never);
  const devtools = await opening;
  const isOurs = (): boolean => devtools.frames().some((frame) => frame.url().startsWith('chrome-extension://'));
  for (const end = Date.now() + PATIENCE_MS; !isOurs(); await new Promise((resolve) => setTimeout(resolve, 50))) {
    if (Date.now() > end) throw new Error('the extension has no page in DevTools');
  }
}
