/** How the commands end. The numbers are a contract with scripts: the README lists them. */
export const EXIT = {
  ok: 0,
  /** Something that should not happen; the message is all that is known. */
  failed: 1,
  /** An option or a URL that makes no sense, or a port that is taken. */
  usage: 2,
  /** No browser was found or installed, it did not start, or it ended early. */
  browser: 3,
  /** The page could not be loaded. */
  page: 4,
  /** A file could not be read or written. */
  file: 5,
  /** Findings as bad as `--fail-on` says, or worse; something that was not as `check` expects. The capture was written. */
  findings: 6,
  /** Ctrl-C before there was anything to write, or a second Ctrl-C. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** An error whose message is for the user: one line (or a few, where steps have to be told), printed without a stack. */
export class CliError extends Error {
  readonly code: ExitCode;
  constructor(code: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CliError';
    this.code = code;
  }
}

/** The first line of whatever was thrown, without ANSI colours and without the name of the Playwright function that threw it. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  // eslint-disable-next-line no-control-regex -- ESC is what a colour begins with
  return (text.replace(/\u001b\[[0-9;]*m/g, '').split('\n')[0] ?? '').replace(/^[a-z]+\.[a-zA-Z]+: /, '').trim() || 'no reason given';
}
