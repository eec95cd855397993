/** The command line of `sse-scope check`. */
import { readFileSync } from 'node:fs';
import { type Expectation, parseExpectation, readExpectations } from './check/expectation.ts';
import { parseDuration } from './duration.ts';
import { CliError, EXIT, reasonOf } from './exit.ts';
import { BROWSER_FLAGS, BROWSER_HELP, BROWSER_VALUED, browserOptions, parsed, readOptions, textOption, usageError } from './options.ts';
import { parsePageUrl } from './page-url.ts';
import type { RecordOptions } from './record-page.ts';

/** Long enough to see something, short enough to wait for. */
const DEFAULT_FOR = '10s';
/** Where the capture goes when something was not as expected. */
const DEFAULT_OUT = 'sse-scope-check.ndjson';

export const CHECK_HELP = `sse-scope check URL [EXPECTATION …] [options]

Opens the page at URL in a headless browser with the extension, and says whether its event streams did what is expected:

  type:order.paid within:5s count:>=1   messages, in the language of the panel's filter (count:>=1 where nothing is said)
  no:finding severity:error             no finding that bad, or worse; rule:cut-off: of that rule
  reconnects:<=2                        of all connections together

  --expect FILE        expectations, one a line; lines that begin with # are left out
  --for TIME           watch for this long, counted from when the page answered (without --until-idle: ${DEFAULT_FOR})
  --until-idle TIME    end when no message has come for this time; with --for: whichever is first
  --junit FILE         write the result as JUnit XML
  --out FILE           where the capture goes when something is not as expected (else: ${DEFAULT_OUT})
  --keep-credentials   write credentials in URLs and headers as they were; else REDACTED stands in their place
${BROWSER_HELP}
  --help               this text

Exit status: 0 all as expected, 2 bad option or expectation, 3 no browser, 4 the page could not be loaded, 5 a file could not be
written, 6 something was not as expected.`;

export interface CheckOptions extends RecordOptions {
  help: boolean;
  expectations: readonly Expectation[];
  junit?: string;
  out: string;
}

/** @throws CliError for options that make no sense, and for a file of expectations that cannot be read. */
export function readCheckOptions(args: string[]): CheckOptions {
  const valued = ['expect', 'for', 'until-idle', 'junit', 'out', ...BROWSER_VALUED];
  const { values, positionals } = readOptions(args, ['keep-credentials', ...BROWSER_FLAGS], valued, null);
  const help = values['help'] === true;
  const [page, ...texts] = positionals;
  const url = parsed(page, parsePageUrl);
  if (url === undefined && !help) throw usageError(new Error('which page? Give its URL'));
  const file = textOption(values, 'expect');
  const ofFile = file === undefined ? [] : (parsed(readText(file), readExpectations, 'expect') ?? []);
  const expectations = [...ofFile, ...texts.map((text) => parsed(text, parseExpectation)!)];
  if (expectations.length === 0 && !help) throw usageError(new Error('what is expected? Write it behind the URL, or into a file for --expect'));
  const untilIdle = parsed(textOption(values, 'until-idle'), parseDuration, 'until-idle');
  const forText = textOption(values, 'for') ?? (untilIdle === undefined ? DEFAULT_FOR : undefined);
  return {
    help,
    url: url ?? '',
    expectations,
    forTime: parsed(forText, parseDuration, 'for'),
    untilIdle,
    format: 'ndjson',
    redact: values['keep-credentials'] !== true,
    junit: textOption(values, 'junit'),
    out: textOption(values, 'out') ?? DEFAULT_OUT,
    ...browserOptions(values),
  };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CliError(EXIT.usage, `the expectations in ${file} cannot be read: ${reasonOf(error)}`, { cause: error });
  }
}
