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
import { findBrowser } from '../e2e/find.ts';

export interface BarePage {
  /** Sends a command of the protocol to the page. Rejects with the browser's words. */
  send(method: string, params?: object): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

/** Opens a blank page. */
export async function openBarePage(): Promise<BarePage> {
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
  const { targetInfos } = await call('Target.getTargets', {});
  const page = (targetInfos as { targetId: string; type: string }[]).find(({ type }) => type === 'page');
  const { sessionId } = await call('Target.attachToTarget', { targetId: page?.targetId, flatten: true });
  return {
    send: (method, params = {}) => call(method, params, sessionId as string),
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}
