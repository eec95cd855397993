/** Logs that keep each line within a record: files of Docker and of Kubernetes, and loggers that write JSON. */
import { isObject } from '../model/field-kinds.ts';
import type { EpochMs } from '../units.ts';
import type { LinePrefix } from './prefixed-line.ts';

/** Where loggers have the text, and when it was written: Docker, pino, zap, journald, Loki, Google Cloud … */
const TEXTS = ['log', 'message', 'msg', 'MESSAGE', 'line', 'text', 'textPayload'];
const TIMES = ['time', 'timestamp', 'ts', '@timestamp', '__REALTIME_TIMESTAMP', 't', 'date'];

/** `{"log":"data: 1\n","stream":"stdout","time":"…"}` */
const jsonRecords: LinePrefix = {
  time: 'exact',
  read(line) {
    const record = recordOf(line);
    const name = record && TEXTS.find((one) => typeof record[one] === 'string');
    if (record === undefined || name === undefined) return undefined;
    const text = record[name] as string;
    const at = TIMES.map((one) => timeOf(record[one])).find((time) => time !== undefined);
    // Only Docker splits lines.
    return { at, text: text.replace(/\r?\n$/, ''), ...(name === 'log' && !text.endsWith('\n') ? { isPart: true } : {}) };
  },
};

/** `2026-03-01T10:00:00.1Z stdout F data: 1` */
const containerFile: LinePrefix = {
  time: 'exact',
  read(line) {
    const [, time, part, text] = /^(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)) (?:stdout|stderr) ([FP])(?: (.*))?$/s.exec(line) ?? [];
    if (time === undefined) return undefined;
    return { at: timeOf(time), text: text ?? '', ...(part === 'P' ? { isPart: true } : {}) };
  },
};

export const LOG_RECORDS: readonly LinePrefix[] = [jsonRecords, containerFile];

function recordOf(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const record: unknown = JSON.parse(line);
    return isObject(record) ? record : undefined;
  } catch {
    return undefined;
  }
}

/** A date, or a number of seconds, milliseconds, microseconds or nanoseconds since 1970, by its size. */
function timeOf(value: unknown): EpochMs | undefined {
  const count = typeof value === 'number' ? value : typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
  const at =
    count === undefined ? Date.parse(typeof value === 'string' ? value : '') : count * (count < 1e11 ? 1000 : count < 1e14 ? 1 : count < 1e17 ? 1e-3 : 1e-6);
  return Number.isNaN(at) ? undefined : at;
}
