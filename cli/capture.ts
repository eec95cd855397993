/** `npm run capture`. */
import { capture } from './capture-command.ts';
import { runCommand } from './run-command.ts';

await runCommand('capture', capture);
