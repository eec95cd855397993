/**
 * A Chromium that nobody watches but for what is asked: the DevTools protocol over its pipe. Playwright turns on the network domain of every
 * page, and then the browser reports each message to it, which costs the page several times what is measured here.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { isRecord } from '../../src/wire/protocol/guard.ts';
import { until } from '../../cli/until.ts';
import { findBrowser } from '../e2e/find.ts';

const LOAD_PATIENCE = 20_000;

export interface BarePage {
  /** Sends a command of the protocol to the page. Rejects with the browser's words. */
  send(method: string, params?: object): Promise<Record<string, unknown>>;
  /** The value of an expression, awaited. Throws what it threw. */
  evaluate(expression: string, contextId?: unknown): Promise<unknown>;
}

export interface BareChromium {
  /** A new page at `url`. */
  page(url: string): Promise<BarePage>;
  /** Loads an unpacked extension, and gives its id. */
  load(extension: string): Promise<string>;
  close(): Promise<void>;
}

export async function launchBareChromium(): Promise<BareChromium> {
  const profile = await mkdtemp(path.join(tmpdir(), 'sse-scope-bench-'));
  const child = spawn(
    findBrowser(),
    [
      '--headless=new',
      '--no-sandbox',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--enable-unsafe-extension-debugging',
      `--user-data-dir=${profile}`,
      '--remote-debugging-pipe',
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const [, , , toBrowser, fromBrowser] = child.stdio as unknown as [null, null, null, Writable, Readable];
  const waiting = new Map<number, { resolve: (result: Record<string, unknown>) => void; reject: (error: Error) => void }>();
  let id = 0;
  let rest = '';
  fromBrowser.setEncoding('utf8').on('data', (text: string) => {
    const messages = (rest + text).split('\0');
    rest = messages.pop() ?? '';
    for (const message of messages) {
      const answer: unknown = JSON.parse(message);
      if (!isRecord(answer) || typeof answer.id !== 'number') continue;
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (isRecord(answer.result)) asked?.resolve(answer.result);
      else asked?.reject(new Error(JSON.stringify(answer.error)));
    }
  });
  const call = (method: string, params: object, sessionId?: string): Promise<Record<string, unknown>> =>
    new Promise((resolve, reject) => {
      waiting.set(++id, { resolve, reject });
      toBrowser.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  return {
    async page(url) {
      const { targetId } = await call('Target.createTarget', { url });
      const { sessionId } = await call('Target.attachToTarget', { targetId, flatten: true });
      const send = (method: string, params: object = {}): Promise<Record<string, unknown>> => call(method, params, sessionId as string);
      const page: BarePage = {
        send,
        async evaluate(expression, contextId) {
          const { result, exceptionDetails } = await send('Runtime.evaluate', {
            expression,
            awaitPromise: true,
            returnByValue: true,
            ...(contextId === undefined ? {} : { contextId }),
          });
          if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
          return isRecord(result) ? result.value : undefined;
        },
      };
      await until(url, () => page.evaluate(`location.href === ${JSON.stringify(new URL(url).href)} && document.readyState === 'complete'`), LOAD_PATIENCE);
      return page;
    },
    async load(extension) {
      const { id: extensionId } = await call('Extensions.loadUnpacked', { path: extension });
      return String(extensionId);
    },
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}
