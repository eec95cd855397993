/** A capture as a server: `const server = await replay('capture.ndjson')`. */
import type { ConnectionId, Milliseconds } from '../../src/core/units.ts';
import { CliError, EXIT } from '../exit.ts';
import { placed, readCaptureFile } from '../read-capture-file.ts';
import type { Certificate } from './certificate.ts';
import { type PlannedConnection, planOf } from './plan.ts';
import { type ReplayRequest, serve, type ServeOptions } from './serve.ts';

export interface ReplayOptions extends Partial<ServeOptions> {
  /** Leaves out what was before this, counted from the first thing in the capture. */
  from?: Milliseconds;
  /** Is told what is odd about the file. */
  say?(line: string): void;
}

export interface ReplayConnection {
  readonly id: ConnectionId;
  readonly method: string;
  /** Its own path on the server, with the query. The path of its URL leads to it as well, and to others of that path. */
  readonly path: string;
  /** Where its server was. */
  readonly url: string;
  readonly attempts: number;
  readonly messages: number;
  /** Attempts whose bytes are made from what was recorded of their messages; the others are played as they came. */
  readonly made: number;
}

export interface Replay {
  /** Such as `http://127.0.0.1:8080`, without a slash at the end. */
  readonly url: string;
  /** With `http2`: the certificate, in PEM, and the SHA-256 of its key, as Chromium's `--ignore-certificate-errors-spki-list` takes it. */
  readonly certificate: Pick<Certificate, 'cert' | 'fingerprint'> | undefined;
  readonly connections: readonly ReplayConnection[];
  /** What was asked so far: the newest 10,000, oldest first. */
  readonly requests: readonly ReplayRequest[];
  /** Ends every connection and frees the port. */
  close(): Promise<void>;
}

/**
 * Plays the capture in `file` (capture file, JSON, HAR, event stream; also packed with gzip) on this machine alone.
 * @throws CliError when the file cannot be used; rejects with the system's error when the port cannot be had
 */
export async function replay(file: string, { from, say = () => undefined, speed = 1, loop = false, ...options }: ReplayOptions = {}): Promise<Replay> {
  const { capture, error } = await readCaptureFile(file);
  if (capture.connections.size === 0) throw new CliError(EXIT.file, `${file} holds no connection: there is nothing to play`);
  if (error !== null) say(`${file} is damaged, what stands before is played: ${placed(error)}`);
  const plan = planOf(capture, { from });
  const { url, certificate, requests, close } = await serve(plan, { ...options, speed, loop });
  return { url, certificate, requests, close, connections: plan.connections.map(connectionOf) };
}

function connectionOf({ id, method, path, url, attempts, messages }: PlannedConnection): ReplayConnection {
  const made = attempts.filter((attempt) => attempt.answer().source === 'made').length;
  return { id, method, path, url, attempts: attempts.length, messages, made };
}
