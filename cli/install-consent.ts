/** Whether a browser may be installed: whoever sits at a terminal is asked; a machine without one goes on by itself. */
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { BROWSER_TITLES } from './driven-browser.ts';
import { CliError, EXIT } from './exit.ts';
import { type InstallPlan, shellLine } from './install-browser.ts';

/** Resolves when the plan may be carried out. @throws CliError that says what to run by hand when it may not, or that it was interrupted. */
export type InstallConsent = (plan: InstallPlan, signal: AbortSignal) => Promise<void>;

/** What decides whether there is somebody to ask, and where: the process's own, unless a test says otherwise. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable & { isTTY?: boolean };
  readonly stdout: { isTTY?: boolean };
  /** Where the question is put: standard output may belong to a capture. */
  readonly stderr: Writable;
}

/**
 * @param given the user has already said yes (`--install`).
 * @returns one that asks; or that says yes, where `given`, where `CI` is set, and where standard input or output is no terminal.
 */
export function installConsent(given: boolean, terminal: Terminal = process): InstallConsent {
  const { env, stdin, stdout } = terminal;
  if (given || env['CI'] || stdin.isTTY !== true || stdout.isTTY !== true) return () => Promise.resolve();
  return async (plan, signal) => {
    const title = BROWSER_TITLES[plan.browser];
    const command = shellLine(plan);
    if (await isYes(`no ${title} found. Install it by this command?\n  ${command}\n[y/N] `, terminal, signal)) return;
    throw new CliError(EXIT.browser, `no ${title} found, and none was installed. By hand, or with --install: ${command}`);
  };
}

/** Anything but a yes is a no, the end of the input too. */
async function isYes(question: string, { stdin, stderr }: Terminal, signal: AbortSignal): Promise<boolean> {
  // Not as a terminal: then the line stays the system's own, and Ctrl-C a signal to the process.
  const lines = createInterface({ input: stdin, output: stderr, terminal: false });
  const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  try {
    return /^\s*y(es)?\s*$/i.test(await Promise.race([lines.question(question, { signal }), closed]));
  } catch (error) {
    if (signal.aborted) throw new CliError(EXIT.interrupted, 'interrupted', { cause: error });
    throw error;
  } finally {
    lines.close();
  }
}
