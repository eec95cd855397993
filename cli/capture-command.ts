/** What `sse-scope capture` does: what a page's event streams did, as a file. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Milliseconds } from '../src/core/units.ts';
import type { Ask } from '../src/recorder/questions/questions.ts';
import type { Overview } from '../src/wire/protocol/questions.ts';
import { ROOT } from './build-extension.ts';
import { type CaptureOptions, CAPTURE_HELP, readCaptureOptions } from './capture-options.ts';
import { type CaptureSink, fileSink, streamSink } from './capture-sink.ts';
import { counted } from './connection-table.ts';
import { type DrivenBrowser, type DrivenPage, hasEnded } from './driven-browser.ts';
import { formatDuration } from './duration.ts';
import { type ExitCode, CliError, EXIT, reasonOf } from './exit.ts';
import { orInterrupted } from './interrupt.ts';
import { askFindings, atLeast, findingLine } from './findings-report.ts';
import { loadPage } from './load-page.ts';
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

/** @throws CliError */
export async function capture(args: string[], context: CommandContext): Promise<ExitCode> {
  const options = readCaptureOptions(args);
  if (options.help) {
    context.stdout.write(`${CAPTURE_HELP}\n`);
    return EXIT.ok;
  }
  const sink = options.out === undefined ? streamSink(context.stdout) : await fileSink(options.out);
  try {
    const browser = await context.launch(options.browser, { ...(await context.prepare(options)), headless: true });
    try {
      return await captureWith(browser, options, sink, context);
    } finally {
      await browser.close();
    }
  } catch (error) {
    await sink.abandon();
    throw error;
  }
}

async function captureWith(browser: DrivenBrowser, options: CaptureOptions, sink: CaptureSink, { interrupt, say }: CommandContext): Promise<ExitCode> {
  try {
    const page = await browser.firstPage();
    // DevTools first: what the page does from its first line on is recorded.
    const { ask, look } = await orInterrupted(page.openDevtools(), interrupt.first);
    await orInterrupted(loadPage(page, options.url), interrupt.first);
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
    for await (const piece of exportPieces(ask, { format: options.format, filter: {}, redact: options.redact, meta })) await sink.write(piece);
    await sink.finish();
    say(`${summary(overview, duration)}, written to ${sink.name}`);
    return await report(ask, options, say);
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

/** Says what the diagnosis found, where that was asked for. */
async function report(ask: Ask, { failOn }: CaptureOptions, say: Say): Promise<ExitCode> {
  if (failOn === undefined) return EXIT.ok;
  const bad = atLeast(await askFindings(ask), failOn);
  for (const finding of bad) say(findingLine(finding));
  return bad.length === 0 ? EXIT.ok : EXIT.findings;
}

/** Resolves when the time is up, when nothing comes any more, when the page has crashed, or when the user ends it. */
async function collect(page: DrivenPage, ask: Ask, options: CaptureOptions, signal: AbortSignal, say: Say): Promise<void> {
  const begun = performance.now();
  let messages = -1;
  let quietSince = begun;
  while (!signal.aborted) {
    const now = performance.now();
    if (await page.crashed()) return say('the page crashed: writing what came before');
    if (options.forTime !== undefined && now - begun >= options.forTime) return;
    if (options.untilIdle !== undefined) {
      const came = messagesSeen(await ask('overview'));
      if (came !== messages) quietSince = performance.now();
      else if (now - quietSince >= options.untilIdle) return;
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

async function generator(): Promise<string> {
  const { version } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };
  return `sse-scope ${version}`;
}
