/** A command without a process and without a browser: its page is a fake, its recorder is a real one, filled from a capture file. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Writable } from 'node:stream';
import type { DrivenBrowser, DrivenPage, PageAnswer } from '../../../cli/driven-browser.ts';
import { askThrough } from '../../../cli/recorder.ts';
import type { CommandContext } from '../../../cli/run-command.ts';
import { createImport } from '../../../src/core/import/create-import.ts';
import { createRecorder } from '../../../src/recorder/recorder.ts';

const HTML: PageAnswer = { status: 200, statusText: 'OK', type: 'text/html' };

export interface FakeContext extends CommandContext {
  /** What came to standard output so far. */
  printed(): string;
  /** What the user was told, line by line. */
  readonly said: string[];
  /** What happened to browsers, in order. */
  readonly events: string[];
  /** As the first Ctrl-C does. */
  stop(): void;
}

export interface Situation {
  /** In `test/files/captures`: what the recorder has when the page is there. */
  file?: string;
  /** Answers instead of the page's server. */
  load?: (url: string) => Promise<PageAnswer | null>;
  /** Answers instead of the recorder. */
  undecided?: () => boolean;
  /** The command looks at the page again while it records. */
  looked?: () => void;
  /** Something came to standard output. */
  written?: () => void;
}

export function fakeContext({ file = 'header-only.ndjson', load = () => Promise.resolve(HTML), undecided, looked, written }: Situation = {}): FakeContext {
  const [first, second] = [new AbortController(), new AbortController()];
  const said: string[] = [];
  const events: string[] = [];
  let printed = '';
  let shown = '';
  const read = createImport({ name: file, at: 0 });
  read.push(readFileSync(path.resolve(import.meta.dirname, '../../files/captures', file), 'utf8'));
  const recorder = createRecorder({ now: Date.now, schedule: (run, after) => void setTimeout(run, after).unref(), capture: read.end().capture });
  const page: DrivenPage = {
    load: (url) => load((shown = url)),
    url: () => Promise.resolve(shown),
    title: () => Promise.resolve('a page'),
    crashed() {
      looked?.();
      return Promise.resolve(false);
    },
    openDevtools: () =>
      Promise.resolve({
        ask: askThrough(async ({ name, args }) => {
          const own = name === 'undecided' && undecided !== undefined;
          return own ? undecided() : structuredClone(await recorder.answer(name, args));
        }),
        look: () => Promise.resolve(),
        showPanel: () => Promise.resolve(),
      }),
  };
  const browser: DrivenBrowser = {
    name: 'chromium',
    version: 'Chromium 156.0.0.0',
    ended: new Promise<never>(() => undefined),
    firstPage: () => Promise.resolve(page),
    close: () => Promise.resolve(void events.push('closed')),
  };
  return {
    stdout: new Writable({
      write(chunk: Buffer, _, done) {
        printed += chunk.toString();
        written?.();
        done();
      },
    }),
    say: (line) => void said.push(line),
    interrupt: { first: first.signal, second: second.signal, release: () => undefined },
    prepare: () => Promise.resolve({ extension: '/dist', browserPath: '/usr/bin/browser' }),
    launch: () => Promise.resolve((events.push('launched'), browser)),
    printed: () => printed,
    said,
    events,
    stop: () => first.abort(),
  };
}
