/** Exported tests in a folder of their own, where they find the packages of this one; and the capture that they are made of. */
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exportFile } from '../cli/export-command.ts';
import type { ExportFormatName } from '../src/core/export/formats.ts';
import { fakeContext } from './unit/cli/command-context.ts';

const BEGIN = 1_768_478_400_000;
const ORIGIN = 'http://shop.localhost:3000';

interface Row {
  at: number;
  type?: string;
  id?: string;
  data: string;
}

const STREAM = [{ name: 'Content-Type', value: 'text/event-stream' }];
const LINES = [{ name: 'Content-Type', value: 'application/x-ndjson' }];

/** An EventSource that was cut once, one that was refused, an answer to a POST, and lines of JSON. @param last data of the last message of the first; `isRefused`: the second is */
export function captureText(last: string, isRefused = true): string {
  const lines: object[] = [
    {
      format: 'ssescope',
      version: 1,
      createdAt: new Date(BEGIN).toISOString(),
      generator: 'SSE Scope 0.1.0',
      browser: 'Chromium 156',
      page: { url: `${ORIGIN}/?token=s3cr3t-of-the-page`, title: 'Shop' },
    },
  ];
  const connection = (id: number, api: string, target: string): void =>
    void lines.push({
      kind: 'connection',
      id,
      api,
      context: 'page',
      url: ORIGIN + target,
      withCredentials: false,
      createdAt: BEGIN,
      frameUrl: `${ORIGIN}/`,
      heardTypes: ['message', 'order'],
    });
  const attempt = (id: number, n: number, facts: object, rows: readonly Row[] = []): void => {
    const startedAt = BEGIN + n * 100;
    lines.push({
      kind: 'attempt',
      connection: id,
      n,
      startedAt,
      openedAt: startedAt + 5,
      endedAt: startedAt + 60,
      outcome: 'ended',
      status: 200,
      responseHeaders: STREAM,
      ...facts,
    });
    lines.push(
      ...rows.map(({ at, type = 'message', id: lastEventId = '', data }, seq) => ({
        ...{ kind: 'message', connection: id, attempt: n, seq: n * 10 + seq, at: startedAt + at, type, lastEventId, data, heard: true, from: 'hook' },
      })),
    );
  };
  connection(1, 'eventsource', '/orders');
  lines.push({ kind: 'retry', connection: 1, attempt: 1, at: BEGIN + 106, ms: 20, from: 'wire' });
  attempt(1, 1, { outcome: 'cut', method: 'GET' }, [
    { at: 10, id: '1', data: ' a space first' },
    { at: 20, type: 'order', id: '2', data: '{"n":2}\n\u2028second line\u{1f600}' },
  ]);
  attempt(1, 2, { outcome: 'closed-by-page', method: 'GET', lastEventIdSent: '2' }, [{ at: 30, type: 'order', id: '3', data: last }]);
  connection(2, 'eventsource', '/private');
  const refusal = {
    outcome: 'http-error',
    method: 'GET',
    status: 401,
    openedAt: undefined,
    responseHeaders: [{ name: 'Content-Type', value: 'application/json' }],
  };
  attempt(2, 1, isRefused ? refusal : { outcome: 'closed-by-page', method: 'GET' });
  connection(3, 'fetch', '/chat');
  attempt(
    3,
    1,
    {
      method: 'POST',
      requestHeaders: [{ name: 'Content-Type', value: 'application/json' }],
      requestBody: '{"ask":"tide","api_key":"s3cr3t-of-the-body"}',
      requestBodyLength: 45,
    },
    [
      { at: 10, data: '{"text":"High"}' },
      { at: 20, data: '[DONE]' },
    ],
  );
  connection(4, 'fetch', '/lines');
  attempt(4, 1, { method: 'GET', responseHeaders: LINES }, [
    { at: 10, data: '{"line":1}' },
    { at: 20, data: '{"line":2}' },
  ]);
  return `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
}

export interface TestFolder {
  readonly folder: string;
  readonly captureFile: string;
  /** What `sse-scope export` says, which writes NAME and the data beside it. */
  write(format: ExportFormatName, name: string): Promise<string[]>;
  /** Another capture in the place of that one. */
  capture(last: string, isRefused?: boolean): Promise<void>;
  remove(): Promise<void>;
}

export async function openTestFolder(): Promise<TestFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'exported-'));
  await symlink(path.resolve(import.meta.dirname, '../node_modules'), path.join(folder, 'node_modules'));
  const captureFile = path.join(folder, 'shop.ndjson');
  await writeFile(captureFile, captureText('as it was'));
  return {
    folder,
    captureFile,
    async write(format, name) {
      const context = fakeContext();
      await exportFile([captureFile, '--format', format, '--out', path.join(folder, name)], context);
      return context.said;
    },
    capture: (last, isRefused) => writeFile(captureFile, captureText(last, isRefused)),
    remove: () => rm(folder, { recursive: true }),
  };
}
