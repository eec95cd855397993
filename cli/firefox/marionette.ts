/** A client of Marionette, the remote protocol that every Firefox has: TCP, `LENGTH:JSON`, commands `[0, id, name, parameters]`, answers `[1, id, error, result]`. */
import { connect, type Socket } from 'node:net';

export interface Marionette {
  /** Rejects with Firefox's own words, and when the connection is gone. */
  send(command: string, parameters?: object): Promise<unknown>;
  /** Resolves when the connection is gone, whoever ended it. */
  readonly gone: Promise<void>;
  close(): void;
}

const COLON = 58;

/** Resolves when Firefox has greeted. */
export async function connectMarionette(port: number): Promise<Marionette> {
  const socket = connect(port, '127.0.0.1');
  const waiting = new Map<number, { command: string; resolve(result: unknown): void; reject(error: Error): void }>();
  let last = 0;
  const gone = new Promise<void>((resolve) => {
    socket.once('close', () => {
      for (const { command, reject } of waiting.values()) reject(new Error(`${command}: Firefox is gone`));
      waiting.clear();
      resolve();
    });
  });

  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    readMessages(socket, (message) => {
      if (!Array.isArray(message)) return resolve(); // the greeting
      const [, id, error, result] = message as [number, number, unknown, unknown];
      const asked = waiting.get(id);
      waiting.delete(id);
      if (error === null || error === undefined) asked?.resolve(result);
      else asked?.reject(new Error(`${asked.command}: ${wordsOf(error)}`));
    });
  });
  socket.on('error', () => undefined); // `close` follows, and tells

  return {
    gone,
    send(command, parameters = {}) {
      const id = (last += 1);
      return new Promise((resolve, reject) => {
        if (socket.destroyed) return reject(new Error(`${command}: Firefox is gone`));
        waiting.set(id, { command, resolve, reject });
        const text = JSON.stringify([0, id, command, parameters]);
        socket.write(`${Buffer.byteLength(text)}:${text}`);
      });
    },
    close: () => void socket.destroy(),
  };
}

/** Chunks are joined once per message: a screenshot or an export is megabytes in pieces of 64 KB. */
function readMessages(socket: Socket, take: (message: unknown) => void): void {
  let chunks: Buffer[] = [];
  let have = 0;
  let need: number | undefined;
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    have += chunk.length;
    for (;;) {
      if (need !== undefined && have < need) return;
      const all = Buffer.concat(chunks);
      const colon = all.indexOf(COLON);
      const end = colon < 0 ? undefined : colon + 1 + Number(all.toString('latin1', 0, colon));
      if (end === undefined || all.length < end) {
        chunks = [all];
        need = end;
        return;
      }
      take(JSON.parse(all.toString('utf8', colon + 1, end)) as unknown);
      chunks = [all.subarray(end)];
      have = all.length - end;
      need = undefined;
      if (have === 0) return;
    }
  });
}

function wordsOf(error: unknown): string {
  const { error: kind, message } = error as { error?: unknown; message?: unknown };
  return `${String(kind)}: ${String(message)}`;
}
