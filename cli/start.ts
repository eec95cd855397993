/** `npm start`. */
import { runCommand } from './run-command.ts';
import { start } from './start-command.ts';

await runCommand('start', start);
