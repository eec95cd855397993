/** A capture file as a test composes it: connections, their attempts, their messages or their text. Times count from 0. */
import type { AttemptRecord, ConnectionRecord } from '../../../../src/core/capture-file/format.ts';
import { importText } from '../../core/export/round.ts';
import type { Capture } from '../../../../src/core/model/types.ts';

export const T0 = 1_700_000_000_000;

export interface MadeMessage {
  at: number;
  data: string;
  id?: string;
  type?: string;
}

export interface MadeAttempt extends Partial<Omit<AttemptRecord, 'kind' | 'connection' | 'n' | 'startedAt' | 'endedAt' | 'openedAt' | 'raw'>> {
  startedAt: number;
  openedAt?: number;
  endedAt?: number;
  messages?: readonly MadeMessage[];
  /** The text as it came: each piece with its time. */
  pieces?: readonly (readonly [at: number, text: string])[];
  /** Nobody saw how it was cut. */
  whole?: true;
}

export interface MadeConnection extends Partial<Omit<ConnectionRecord, 'kind' | 'id'>> {
  attempts: readonly MadeAttempt[];
}

export function madeFile(connections: readonly MadeConnection[]): string {
  const lines: object[] = [
    {
      format: 'ssescope',
      version: 1,
      createdAt: new Date(T0).toISOString(),
      generator: 'a test',
      browser: 'none',
      page: { url: 'https://page.test/', title: '' },
    },
  ];
  connections.forEach(({ attempts, ...facts }, place) => {
    const connection = place + 1;
    const usual = { api: 'eventsource', context: 'page', url: 'https://server.test/sse', withCredentials: false, createdAt: T0, frameUrl: '', heardTypes: [] };
    lines.push({ kind: 'connection', id: connection, ...usual, ...facts });
    let seq = 0;
    let lastEventId = '';
    attempts.forEach(({ startedAt, openedAt, endedAt, messages = [], pieces = [], whole, ...told }, index) => {
      const n = index + 1;
      const moment = (at: number | undefined): number | undefined => (at === undefined ? undefined : T0 + at);
      lines.push({
        kind: 'attempt',
        connection,
        n,
        outcome: 'ended',
        ...told,
        ...{ startedAt: moment(startedAt), openedAt: moment(openedAt), endedAt: moment(endedAt) },
      });
      let offset = 0;
      for (const [at, text] of pieces) {
        lines.push({ kind: 'raw', connection, attempt: n, offset, at: T0 + at, text, whole });
        offset += Buffer.byteLength(text);
      }
      for (const { at, data, id = lastEventId, type = 'message' } of messages) {
        lastEventId = id;
        lines.push({ kind: 'message', connection, attempt: n, seq: seq++, at: T0 + at, type, lastEventId, data, heard: true, from: 'hook' });
      }
    });
  });
  return `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
}

export function madeCapture(connections: readonly MadeConnection[]): Capture {
  const { capture, error } = importText(madeFile(connections), { name: 'made.ndjson' });
  if (error !== null) throw new Error(error.message);
  return capture;
}
