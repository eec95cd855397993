/** The command line of `sse-scope capture`. */
import { EXPORT_FORMAT_NAMES, type ExportFormatName, isExportFormatName } from '../src/core/export/formats.ts';
import { SEVERITIES, type Severity } from '../src/core/explain/finding.ts';
import { parseDuration } from './duration.ts';
import { BROWSER_FLAGS, BROWSER_HELP, BROWSER_VALUED, browserOptions, parsed, readOptions, textOption, usageError } from './options.ts';
import { parsePageUrl } from './page-url.ts';
import type { RecordOptions } from './record-page.ts';

/** Long enough to see something, short enough to wait for. */
const DEFAULT_FOR = '10s';

/** The one that loses nothing. */
const DEFAULT_FORMAT: ExportFormatName = 'ndjson';

export const CAPTURE_HELP = `sse-scope capture URL [options]

Opens the page at URL in a headless browser with the extension, and writes what its event streams did as a file.

  --for TIME           end after this time, counted from when the page answered (without --until-idle: ${DEFAULT_FOR})
  --until-idle TIME    end when no message has come for this time; with --for: whichever is first
  --format FORMAT      ${EXPORT_FORMAT_NAMES.join(', ')} (else: ${DEFAULT_FORMAT}, the capture file)
  --keep-credentials   write credentials in URLs and headers as they were; else REDACTED stands in their place
  --out FILE           where to write (else: standard output; then run npm with -s, or its own lines get in)
  --fail-on SEVERITY   end with status 6 when the diagnosis found an error; warning: that or worse; note: anything
${BROWSER_HELP}
  --help               this text

TIME is a number with a unit: 500ms, 10s, 2m, 1h. Ctrl-C ends early and writes what there is.
Exit status: 0 written, 2 bad option, 3 no browser, 4 the page could not be loaded, 5 the file could not be written,
6 findings as bad as --fail-on says.`;

export interface CaptureOptions extends RecordOptions {
  help: boolean;
  /** Missing: standard output. */
  out?: string;
  /** Missing: findings change nothing. */
  failOn?: Severity;
}

/** @throws CliError for options that make no sense. */
export function readCaptureOptions(args: string[]): CaptureOptions {
  const { values, positionals } = readOptions(
    args,
    ['keep-credentials', ...BROWSER_FLAGS],
    ['for', 'until-idle', 'format', 'out', 'fail-on', 'sarif', ...BROWSER_VALUED],
  );
  if (values['sarif'] !== undefined) throw usageError(new Error('--sarif is gone: --fail-on lists the findings, and --format json holds them'));
  const help = values['help'] === true;
  const url = parsed(positionals[0], parsePageUrl);
  if (url === undefined && !help) throw usageError(new Error('which page? Give its URL'));
  const untilIdle = parsed(textOption(values, 'until-idle'), parseDuration, 'until-idle');
  const forText = textOption(values, 'for') ?? (untilIdle === undefined ? DEFAULT_FOR : undefined);
  return {
    help,
    url: url ?? '',
    forTime: parsed(forText, parseDuration, 'for'),
    untilIdle,
    format: parsed(textOption(values, 'format'), parseFormat, 'format') ?? DEFAULT_FORMAT,
    redact: values['keep-credentials'] !== true,
    out: textOption(values, 'out'),
    failOn: parsed(textOption(values, 'fail-on'), parseSeverity, 'fail-on'),
    ...browserOptions(values),
  };
}

/** @throws RangeError that names all severities. */
function parseSeverity(text: string): Severity {
  const found = SEVERITIES.find((severity) => severity === text);
  if (found === undefined) throw new RangeError(`there is no severity "${text}": ${SEVERITIES.join(', ')}`);
  return found;
}

/** @throws RangeError that names all formats. */
export function parseFormat(text: string): ExportFormatName {
  if (isExportFormatName(text)) return text;
  throw new RangeError(`there is no format "${text}": ${EXPORT_FORMAT_NAMES.join(', ')}`);
}
