/** A page in a headless browser with the extension, recorded until the time is up or nothing comes any more: what `capture` and `check` share. */
import type { ExportFormatName } from '../src/core/export/formats.ts';
import type { EpochMs, Milliseconds } from '../src/core/units.ts';
import type { Ask } from '../src/recorder/questions/questions.ts';
import type { Overview } from '../src/wire/protocol/questions.ts';
import { counted } from './connection-table.ts';
import { type DrivenBrowser, type DrivenPage, hasEnded } from './driven-browser.ts';
import { formatDuration } from './duration.ts';
import { CliError, EXIT, reasonOf } from './exit.ts';
import { type ExportSinks, writeExport } from './export-sinks.ts';
import { generator } from './generator.ts';
import { orInterrupted } from './interrupt.ts';
import { loadPage } from './load-page.ts';
import type { BrowserOptions } from './options.ts';
import { exportPieces } from './recorder.ts';
import type { CommandContext } from './run-command.ts';
import { sleep } from './until.ts';

/** Between two looks at the recorder: how exact `--until-idle` is. A look costs about 1 ms. */
const LOOK: Milliseconds = 100;
/** A page that is too busy to say its title is captured without. */
const TITLE_PATIENCE: Milliseconds = 1000;

/** The network log of a browser that is too busy to say what it knows is left out. */
const LOG_PATIENCE: Milliseconds = 10_000;

/** What the witnesses have told and nobody can place yet is placed, or given up, in four seconds at most; the rest is for a busy machine. */
const PLACE_PATIENCE: Milliseconds = 8000;

type Say = CommandContext['say'];

export interface RecordOptions extends BrowserOptions {
  url: string;
  /** Missing: until idle, however long that takes. */
  forTime?: Milliseconds;
  untilIdle?: Milliseconds;
  format: ExportFormatName;
  redact: boolean;
}

/** What was recorded, for as long as the browser is there. */
export interface Recorded {
  readonly ask: Ask;
  /** When the page answered. */
  readonly begun: EpochMs;
  /** `3 connections, 412 messages, 0 lost, 10.0 s` */
  readonly summary: string;
  write(sinks: ExportSinks): Promise<void>;
}

/** Resolves to what `use` makes of the recording. @throws CliError */
export async function recordPage<T>(options: RecordOptions, context: CommandContext, use: (recorded: Recorded) => Promise<T>): Promise<T> {
  const browser = await context.launch(options.browser, { ...(await context.prepare(options)), headless: true });
  try {
    return await recordWith(browser, options, context, use);
  } finally {
    await browser.close();
  }
}

async function recordWith<T>(
  browser: DrivenBrowser,
  options: RecordOptions,
  { interrupt, say }: CommandContext,
  use: (recorded: Recorded) => Promise<T>,
): Promise<T> {
  try {
    const page = await browser.firstPage();
    // DevTools first: what the page does from its first line on is recorded.
    const { ask, look } = await orInterrupted(page.openDevtools(), interrupt.first);
    await orInterrupted(loadPage(page, options.url), interrupt.first);
    const answered: EpochMs = Date.now();
    const begun = performance.now();
    await collect(page, ask, options, interrupt.first, say);
    // What comes from here on belongs to no capture: without this, a flood would make the export endless.
    await ask('setRecording', { on: false });
    // What the page does not listen to, since the log was asked last: learnt now, and recorded, since it came before.
    await Promise.race([look(), sleep(LOG_PATIENCE)]);
    const duration = performance.now() - begun;
    await untilPlaced(ask, interrupt.second, say);
    const overview = await ask('overview');
    const meta = { page: { url: await page.url(), title: await titleOf(page) }, generator: await generator(), browser: browser.version, createdAt: Date.now() };
    return await use({
      ask,
      begun: answered,
      summary: summary(overview, duration),
      write: (sinks) => writeExport(sinks, (of) => exportPieces(ask, { format: options.format, filter: {}, redact: options.redact, meta, ...of })),
    });
  } catch (error) {
    if (error instanceof CliError || !(await hasEnded(browser))) throw error;
    throw new CliError(EXIT.browser, `the browser ended before the capture was written: ${reasonOf(error)}`, { cause: error });
  }
}

/** What one witness alone lists is only written once it is certain whose it is. Whoever interrupts twice does not wait for it. */
async function untilPlaced(ask: Ask, signal: AbortSignal, say: Say): Promise<void> {
  const deadline = performance.now() + PLACE_PATIENCE;
  let said = false;
  while (!signal.aborted && (await ask('undecided'))) {
    if (performance.now() >= deadline) return say('the witnesses told of more than could be placed: it is left out');
    if (!said) say('waiting for what the network told last');
    said = true;
    await sleep(LOOK, signal);
  }
}

/**
 * Resolves when the time is up, when nothing comes any more, when the page has crashed, or when the user ends it.
 * @note Silence is what lies between two looks, not how long a look takes: a browser that is slow to answer has messages on their way.
 */
async function collect(page: DrivenPage, ask: Ask, options: RecordOptions, signal: AbortSignal, say: Say): Promise<void> {
  const begun = performance.now();
  let messages = -1;
  let silence: Milliseconds = 0;
  while (!signal.aborted) {
    const now = performance.now();
    if (await page.crashed()) return say('the page crashed: writing what came before');
    if (options.forTime !== undefined && now - begun >= options.forTime) return;
    if (options.untilIdle !== undefined) {
      const came = messagesSeen(await ask('overview'));
      silence = came === messages ? silence + LOOK : 0;
      if (silence >= options.untilIdle) return;
      messages = came;
    }
    const left = options.forTime === undefined ? LOOK : begun + options.forTime - now;
    await sleep(Math.min(LOOK, left), signal);
  }
}

/** All that have come, kept or not. */
function messagesSeen(overview: Overview): number {
  return overview.messages + overview.dropped + overview.lost;
}

function summary(overview: Overview, duration: Milliseconds): string {
  const dropped = overview.dropped > 0 ? ` (${overview.dropped} older ones dropped)` : '';
  return `${counted(overview.connections, 'connection')}, ${counted(overview.messages, 'message')}${dropped}, ${overview.lost} lost, ${formatDuration(duration)}`;
}

function titleOf(page: DrivenPage): Promise<string> {
  return Promise.race([page.title().catch(() => ''), sleep(TITLE_PATIENCE).then(() => '')]);
}
