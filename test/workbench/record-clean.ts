/**
 * Records test/files/captures/clean: all streams of test/clean-streams.ts at once, each from a server of its own, read by one page, in both browsers:
 * `npx vite build && node --import tsx test/workbench/record-clean.ts`, some seven minutes. That nothing is warned of in them is held by
 * test/unit/core/explain/recorded-clean.test.ts.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import type { BrowserName } from '../../cli/driven-browser.ts';
import { exportPieces } from '../../cli/recorder.ts';
import { sleep, until } from '../../cli/until.ts';
import type { Script, Step } from '../../demo/script.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import { BROWSERS } from '../browsers.ts';
import { CLEAN_STREAMS, CLEAN_TYPES, type CleanStream } from '../clean-streams.ts';
import { openScene } from '../e2e/findings/scene.ts';
import { startStreamServer } from '../e2e/stream-page.ts';

const FOLDER = path.resolve(import.meta.dirname, '../files/captures/clean');
/** Longer than the rounds of most of them last. */
const RECORDED_FOR: Milliseconds = 150_000;
/** What the network tells late. */
const PATIENCE: Milliseconds = 30_000;

interface Reader {
  url: string;
  api: 'eventsource' | 'fetch' | 'xhr';
}

function withHead({ script, head }: CleanStream): Script {
  if (head === undefined) return script;
  const begun = (steps: readonly Step[]): Step[] => [{ head }, ...steps];
  return 'attempts' in script ? { attempts: script.attempts.map(begun) } : begun(script);
}

/** A server for each, since browsers open six connections to one at most. */
async function serve(): Promise<{ readers: Reader[]; close(): Promise<unknown> }> {
  const servers = await Promise.all(Object.entries(CLEAN_STREAMS).map(([name, stream]) => startStreamServer(new Map([[name, withHead(stream)]]))));
  const readers = Object.entries(CLEAN_STREAMS).map(([name, { api }], at): Reader => ({
    api: api ?? 'eventsource',
    url: `${servers[at]!.url}/named?${new URLSearchParams({ stream: name, cors: 'star' }).toString()}`,
  }));
  return { readers, close: () => Promise.all(servers.map((server) => server.close())) };
}

async function recorded(browser: BrowserName): Promise<string> {
  const [streams, scene] = [await serve(), await openScene(browser)];
  try {
    // @note No function in it may have a name: the loader of this script would give it one that the page does not know.
    await scene.page.evaluate(
      ([readers, types]) => {
        for (const { url, api } of readers) {
          if (api === 'eventsource') {
            const source = new EventSource(url);
            for (const type of types) source.addEventListener(type, () => undefined);
          } else if (api === 'xhr') {
            const request = new XMLHttpRequest();
            request.open('GET', url);
            request.setRequestHeader('accept', 'text/event-stream');
            request.addEventListener('progress', () => void request.responseText);
            request.send();
          } else void fetch(url, { headers: { accept: 'text/event-stream' } }).then((response) => response.body!.pipeTo(new WritableStream()));
        }
      },
      [streams.readers, CLEAN_TYPES] as const,
    );
    await sleep(RECORDED_FOR);
    await scene.look();
    await scene.ask('setRecording', { on: false });
    await until('what the network told', async () => !(await scene.ask('undecided')), PATIENCE);
    const meta = { page: { url: '', title: '' }, generator: 'test/workbench/record-clean.ts', browser, createdAt: Date.now() };
    let text = '';
    for await (const piece of exportPieces(scene.ask, { format: 'ndjson', filter: {}, redact: false, meta })) text += piece;
    return text;
  } finally {
    await scene.close();
    await streams.close();
  }
}

mkdirSync(FOLDER, { recursive: true });
for (const browser of BROWSERS) {
  const text = await recorded(browser);
  // Half of what gzip makes of it: the window is larger than a round of all streams.
  const params = { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
  const packed = brotliCompressSync(text, { params });
  writeFileSync(path.join(FOLDER, `${browser}.ndjson.br`), packed);
  console.log(`${browser}: ${text.length}, compressed ${packed.length}`);
}
