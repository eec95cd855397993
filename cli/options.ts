/** Reading the command line: what the commands have in common. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { BROWSER_NAMES, type BrowserName } from './driven-browser.ts';
import { CliError, EXIT, reasonOf } from './exit.ts';

export interface RawOptions {
  values: Record<string, string | boolean | undefined>;
  positionals: string[];
}

/**
 * @param flags names of options without a value; @param valued names of options with one; @param what the one thing that is no option; null: there may be several.
 * @throws CliError for an option that is not there, is given without its value, or for a second URL or file.
 */
export function readOptions(args: string[], flags: readonly string[], valued: readonly string[], what: string | null = 'URL'): RawOptions {
  const options: NonNullable<ParseArgsConfig['options']> = Object.fromEntries<{ type: 'boolean' | 'string'; short?: string }>([
    ...flags.map((name) => [name, { type: 'boolean' }] as const),
    ...valued.map((name) => [name, { type: 'string' }] as const),
    ['help', { type: 'boolean', short: 'h' }] as const,
  ]);
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true, strict: true });
    if (what !== null && positionals.length > 1) throw new Error(`one ${what} at most, not ${positionals.length}: ${positionals.join(' ')}`);
    return { values: values as RawOptions['values'], positionals }; // an option is never given as a list: none says `multiple`
  } catch (error) {
    throw usageError(error);
  }
}

/** The text of an option, if it was given. An empty one is refused: it comes from a script's unset variable. */
export function textOption(values: RawOptions['values'], name: string): string | undefined {
  const value = values[name];
  if (value === '') throw usageError(new Error(`--${name} is empty`));
  return typeof value === 'string' ? value : undefined;
}

/** Reads a value with `parse`, whose RangeError becomes a line for the user. */
export function parsed<T>(text: string | undefined, parse: (text: string) => T, option?: string): T | undefined {
  if (text === undefined) return undefined;
  try {
    return parse(text);
  } catch (error) {
    throw usageError(new Error(`${option === undefined ? '' : `--${option}: `}${reasonOf(error)}`));
  }
}

/** @throws RangeError with a message for the user. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new RangeError(`"${text}" is not a port: 0 to 65535`);
  return port;
}

/** Which browser to use, and where it comes from. */
export interface BrowserOptions {
  browser: BrowserName;
  browserPath?: string;
  /** One may be installed without a question. */
  install: boolean;
  /** Certificates that cannot be checked are taken, as those of local servers. */
  insecure: boolean;
}

/** Their names on the command line, for `readOptions`. */
export const BROWSER_FLAGS = ['install', 'insecure'] as const;
export const BROWSER_VALUED = ['browser', 'browser-path'] as const;

/** As `--help` tells of them. */
export const BROWSER_HELP = `  --browser NAME       chromium or firefox (else: chromium)
  --browser-path PATH  the browser to use (else: the variable CHROMIUM or FIREFOX, the usual places, or one is installed)
  --install            install the browser if there is none, without asking (else: asks on a terminal; where CI is set, or
                       standard input or output is no terminal, installs it by itself)
  --insecure           take certificates that cannot be checked, such as a local server makes for itself`;

/** Without `--browser`, Chromium. */
export function browserOptions(values: RawOptions['values']): BrowserOptions {
  return {
    browser: parsed(textOption(values, 'browser'), parseBrowser, 'browser') ?? 'chromium',
    browserPath: textOption(values, 'browser-path'),
    install: values['install'] === true,
    insecure: values['insecure'] === true,
  };
}

/** @throws RangeError that names both. */
function parseBrowser(text: string): BrowserName {
  const found = BROWSER_NAMES.find((name) => name === text);
  if (found === undefined) throw new RangeError(`there is no browser "${text}" here: ${BROWSER_NAMES.join(', ')}`);
  return found;
}

export function usageError(error: unknown): CliError {
  // Node appends advice on a `--` separator to some of its messages; the first sentence says it all.
  return new CliError(EXIT.usage, `${reasonOf(error).replace(/\. To specify .*$/, '')} (--help tells more)`);
}
