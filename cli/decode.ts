/** `npm run decode`. */
import { decode } from './decode-command.ts';
import { runCommand } from './run-command.ts';

await runCommand('decode', decode);
