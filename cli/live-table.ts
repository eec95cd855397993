/** Prints the table of connections again and again: drawn in place on a terminal, as a new table on every change elsewhere. */
import type { EpochMs, Milliseconds } from '../src/core/units.ts';
import type { ConnectionRow, Overview } from '../src/wire/protocol/questions.ts';
import { connectionTable } from './connection-table.ts';
import { sleep } from './until.ts';

/** What is printed to. `process.stdout` fits. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
}

export interface TableSource {
  overview(): Promise<Overview>;
  connections(now: EpochMs): Promise<ConnectionRow[]>;
  pageUrl(): Promise<string>;
  now(): EpochMs;
}

/** On a terminal: smooth enough to follow, and a hundredth of a core. */
const REDRAW: Milliseconds = 250;
/** In a log file: at most one table a second. */
const REPRINT: Milliseconds = 1000;
/** Where the terminal does not say, and in a log file. */
const DEFAULT_WIDTH = 160;

/** Begin of a line `lines` above, and everything from there cleared. */
const rewind = (lines: number): string => (lines === 0 ? '' : `\u001b[${lines}F\u001b[J`);
/** Lines that are too wide because of wide characters are cut by the terminal, not wrapped: wrapped ones would break `rewind`. */
const NO_WRAP = '\u001b[?7l';
const WRAP = '\u001b[?7h';

/** Prints until `signal` is aborted. Rejects when the recorder cannot be asked any more. */
export async function showLiveTable(source: TableSource, screen: Screen, signal: AbortSignal): Promise<void> {
  const inPlace = screen.isTTY === true;
  let drawn = 0;
  let last = '';
  while (!signal.aborted) {
    const now = source.now();
    const [overview, connections, pageUrl] = await Promise.all([source.overview(), source.connections(now), source.pageUrl()]);
    if (signal.aborted) return;
    const lines = connectionTable({
      overview,
      connections,
      pageUrl,
      now,
      width: screen.columns ?? DEFAULT_WIDTH,
      height: inPlace ? (screen.rows ?? 24) - 1 : Infinity,
      moving: inPlace,
    });
    const text = `${lines.join('\n')}\n`;
    if (inPlace) {
      screen.write(rewind(drawn) + NO_WRAP + text + WRAP);
      drawn = lines.length;
    } else if (text !== last) {
      screen.write(last === '' ? text : `\n${text}`);
      last = text;
    }
    await sleep(inPlace ? REDRAW : REPRINT, signal);
  }
}
