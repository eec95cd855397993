/** `npm run demo [-- --port 4000]`: the demo server, until interrupted. */
import { parseArgs } from 'node:util';
import { ROUTES } from './routes/table.ts';
import { startDemoServer } from './server.ts';

const DEFAULT_PORT = 4711;
const { values } = parseArgs({ options: { port: { type: 'string', default: String(DEFAULT_PORT) } } });
const port = Number(values.port);

if (!Number.isInteger(port) || port < 0 || port > 65535) {
  console.error(`--port must be a number from 0 to 65535, not ${values.port}`);
  process.exit(1);
}
try {
  const server = await startDemoServer({ port });
  console.log(
    `The demo is at ${server.url}/ (and ${server.origin2}/ as another origin); its log at ${server.url}/log. ${ROUTES.length} routes. Ctrl-C ends it.`,
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close().then(() => process.exit(0)));
} catch (error) {
  console.error(`The demo server could not start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
