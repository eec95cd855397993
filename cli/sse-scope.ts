#!/usr/bin/env node
/** The process: `npx sse-scope …`, `npm start`, `npm run capture`. */
import { sseScope } from './program.ts';
import { runCommand } from './run-command.ts';

const { name, command, args } = sseScope(process.argv.slice(2));
await runCommand(name, command, args);
