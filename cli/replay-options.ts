/** The command line of `sse-scope replay`. */
import type { Milliseconds } from '../src/core/units.ts';
import { parseDuration } from './duration.ts';
import { parsed, parsePort, readOptions, textOption, usageError } from './options.ts';

export const REPLAY_HELP = `sse-scope replay FILE [options]

Serves what is in FILE (a capture file, JSON, HAR, an event stream): each connection at a path of its own, attempt by attempt, with
status, headers, bytes and times as they were. Whoever comes with a Last-Event-ID goes on after it. On this machine alone.

  --speed N        N times as fast; max: as fast as the client reads (else: 1)
  --loop           begin again at the end
  --from TIME      leave out what was before this, counted from the begin of the capture
  --http2          HTTP/2 (and HTTP/1.1) over TLS, with a certificate made on the spot, which browsers have to be told to take
  --port N         port of the server (else: any that is free)
  --help           this text

TIME is a number with a unit: 500ms, 10s, 2m, 1h. Ctrl-C ends it.
Exit status: 0 ended, 2 bad option or a port that is taken, 5 the file could not be read.`;

export interface ReplayCommandOptions {
  help: boolean;
  /** '' only with `help`. */
  file: string;
  speed: number;
  loop: boolean;
  http2: boolean;
  from?: Milliseconds;
  port?: number;
}

/** @throws CliError for options that make no sense. */
export function readReplayOptions(args: string[]): ReplayCommandOptions {
  const { values, positionals } = readOptions(args, ['loop', 'http2'], ['speed', 'from', 'port'], 'file');
  const help = values['help'] === true;
  const [file = ''] = positionals;
  if (file === '' && !help) throw usageError(new Error('which capture? Give its file'));
  return {
    help,
    file,
    speed: parsed(textOption(values, 'speed'), parseSpeed, 'speed') ?? 1,
    loop: values['loop'] === true,
    http2: values['http2'] === true,
    from: parsed(textOption(values, 'from'), parseDuration, 'from'),
    port: parsed(textOption(values, 'port'), parsePort, 'port'),
  };
}

/** @throws RangeError with a message for the user. */
function parseSpeed(text: string): number {
  if (text === 'max') return Infinity;
  const speed = Number(text.replace(/x$/, ''));
  if (!(speed > 0) || speed === Infinity) throw new RangeError(`"${text}" is not a speed: write 1, 10, 0.5 or max`);
  return speed;
}
