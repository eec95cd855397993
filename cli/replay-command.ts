/** What `sse-scope replay` does: a server that answers as the servers in a capture did, until it is ended. */
import { counted } from './connection-table.ts';
import { type ExitCode, CliError, EXIT, reasonOf } from './exit.ts';
import { aborted } from './interrupt.ts';
import { readReplayOptions, REPLAY_HELP } from './replay-options.ts';
import { type Replay, replay, type ReplayConnection, type ReplayOptions } from './replay/replay.ts';
import type { ReplayRequest } from './replay/serve.ts';
import type { CommandContext } from './run-command.ts';

/** @throws CliError */
export async function replayFile(args: string[], { stdout, say, interrupt }: CommandContext): Promise<ExitCode> {
  const { help, file, ...options } = readReplayOptions(args);
  if (help) {
    stdout.write(`${REPLAY_HELP}\n`);
    return EXIT.ok;
  }
  const server = await open(file, { ...options, say, onRequest: (request) => stdout.write(requestLine(request)) });
  try {
    const messages = server.connections.reduce((sum, connection) => sum + connection.messages, 0);
    say(`${file}, ${counted(server.connections.length, 'connection')}, ${counted(messages, 'message')}, on ${server.url}; Ctrl-C ends it`);
    if (server.certificate !== undefined) say(`its certificate, for a Chromium: --ignore-certificate-errors-spki-list=${server.certificate.fingerprint}`);
    for (const connection of server.connections) stdout.write(connectionLine(server, connection));
    await aborted(interrupt.first);
  } finally {
    await server.close();
  }
  return EXIT.ok;
}

async function open(file: string, options: ReplayOptions): Promise<Replay> {
  try {
    return await replay(file, options);
  } catch (error) {
    if (error instanceof CliError) throw error;
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    const reason = isTaken ? `port ${options.port} is taken: name another with --port, or leave it out` : `cannot listen: ${reasonOf(error)}`;
    throw new CliError(EXIT.usage, reason, { cause: error });
  }
}

function connectionLine({ url: server }: Replay, { method, path, url, attempts, messages, made }: ReplayConnection): string {
  const how = made === 0 ? 'as they came' : made === attempts ? 'made from messages' : `${made} of them made from messages`;
  return `${method} ${server}${path}\n  ${url}: ${counted(attempts, 'attempt')}, ${counted(messages, 'message')}, ${how}\n`;
}

function requestLine({ at, method, target, lastEventId, connection, attempt, skipped }: ReplayRequest): string {
  const answer =
    connection === undefined ? 'not in the capture' : `connection ${connection}, ${attempt === undefined ? 'no further attempt: 204' : `attempt ${attempt}`}`;
  const after = lastEventId === undefined ? '' : `, Last-Event-ID ${JSON.stringify(lastEventId)}`;
  return `${new Date(at).toISOString()} ${method} ${target}${after}: ${answer}${skipped > 0 ? `, from byte ${skipped}` : ''}\n`;
}
