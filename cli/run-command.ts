/** The frame around a command: what it has of the process, signals, errors, exit status. */
import type { Writable } from 'node:stream';
import { ensureExtension } from './build-extension.ts';
import { ensureBrowser } from './ensure-browser.ts';
import { type ExitCode, CliError, EXIT } from './exit.ts';
import { installConsent } from './install-consent.ts';
import { type Interrupt, takeInterrupts } from './interrupt.ts';
import { launch } from './launch.ts';
import type { BrowserOptions } from './options.ts';

/** All that a command has of the world, so that a test can run it without a process, or with a browser of its own. */
export interface CommandContext {
  /** For what was asked for, and nothing else. */
  readonly stdout: Writable;
  /** Tells the user a line, on standard error. */
  say(line: string): void;
  readonly interrupt: Interrupt;
  /** Builds the extension and finds the browser, where that is needed. @throws CliError */
  prepare(options: BrowserOptions): Promise<Prepared>;
  readonly launch: typeof launch;
}

export interface Prepared {
  /** The folder that has the built manifest.json. */
  extension: string;
  /** The browser's executable. */
  browserPath: string;
  /** As in `BrowserOptions`. */
  insecure?: boolean;
}

/** Resolves to the exit status; a `CliError` is told in its own words, anything else with its stack. */
export type Command = (args: string[], context: CommandContext) => Promise<ExitCode>;

/** Runs a command to its end and sets the exit status of the process. */
export async function runCommand(name: string, command: Command, args: string[]): Promise<void> {
  const interrupt = takeInterrupts();
  interrupt.second.addEventListener('abort', () => process.exit(EXIT.interrupted));
  const say = (line: string): void => console.error(`${name}: ${line}`);
  try {
    process.exitCode = await command(args, {
      stdout: process.stdout,
      say,
      interrupt,
      async prepare({ browser, browserPath, install, insecure }) {
        const extension = await ensureExtension(say, interrupt.first, browser);
        return { extension, browserPath: await ensureBrowser(browserPath, say, interrupt.first, browser, installConsent(install)), insecure };
      },
      launch,
    });
  } catch (error) {
    const { code, message } = failureOf(error);
    if (code !== EXIT.interrupted) say(message);
    process.exitCode = code;
  } finally {
    interrupt.release();
  }
}

function failureOf(error: unknown): { code: ExitCode; message: string } {
  if (error instanceof CliError) return error;
  return { code: EXIT.failed, message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
