/** The frame around a command: signals, errors, exit status. */
import { type ExitCode, CliError, EXIT } from './exit.ts';
import { type Interrupt, takeInterrupts } from './interrupt.ts';

/**
 * Runs a command to its end and sets the exit status of the process.
 * @param command resolves to the status; a `CliError` is told in its own words, anything else with its stack.
 */
export async function runCommand(name: string, command: (args: string[], interrupt: Interrupt) => Promise<ExitCode>): Promise<void> {
  const interrupt = takeInterrupts();
  interrupt.second.addEventListener('abort', () => process.exit(EXIT.interrupted));
  try {
    process.exitCode = await command(process.argv.slice(2), interrupt);
  } catch (error) {
    if (error instanceof CliError) {
      if (error.code !== EXIT.interrupted) console.error(`${name}: ${error.message}`);
      process.exitCode = error.code;
    } else {
      console.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      process.exitCode = EXIT.failed;
    }
  } finally {
    interrupt.release();
  }
}
