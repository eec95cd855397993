/** The guard of the file: says what is wrong with a line, or that nothing is. Fields and kinds that are unknown pass. */

type Check = (value: unknown) => boolean;
type Shape = Record<string, { check: Check; wants: string; optional?: true }>;

const text = { check: (value: unknown): boolean => typeof value === 'string', wants: 'a text' };
const flag = { check: (value: unknown): boolean => typeof value === 'boolean', wants: 'true or false' };
const time = { check: (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value), wants: 'a number of milliseconds' };
const count = { check: (value: unknown): boolean => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0, wants: 'a whole number from 0' };
const from1 = { check: (value: unknown): boolean => count.check(value) && value !== 0, wants: 'a whole number from 1' };
const texts = { check: (value: unknown): boolean => Array.isArray(value) && value.every(text.check), wants: 'a list of texts' };
const readyState = { check: (value: unknown): boolean => value === 0 || value === 1 || value === 2, wants: '0, 1 or 2' };
const headers = {
  check: (value: unknown): boolean => Array.isArray(value) && value.every((header) => isObject(header) && text.check(header.name) && text.check(header.value)),
  wants: 'a list of {name, value}',
};
const redirects = {
  check: (value: unknown): boolean =>
    Array.isArray(value) &&
    value.every((one) => isObject(one) && time.check(one.at) && count.check(one.status) && text.check(one.location) && headers.check(one.responseHeaders)),
  wants: 'a list of {at, status, location, responseHeaders}',
};
const phases = {
  check: (value: unknown): boolean => isObject(value) && Object.values(value).every(time.check),
  wants: 'an object of milliseconds',
};
const rawFacts = {
  check: (value: unknown): boolean =>
    isObject(value) && count.check(value.length) && flag.check(value.complete) && count.check(value.dropped) && text.check(value.from),
  wants: '{length, from, complete, dropped}',
};
const evidence = {
  check: (value: unknown): boolean => isObject(value) && Object.values(value).every((one) => text.check(one) || time.check(one)),
  wants: 'an object of texts and numbers',
};
const yes = { check: (value: unknown): boolean => value === true, wants: 'true or missing' };
const page = { check: (value: unknown): boolean => isObject(value) && text.check(value.url) && text.check(value.title), wants: '{url, title}' };
const optional = <T extends object>(field: T): T & { optional: true } => ({ ...field, optional: true });

const HEADER: Shape = { createdAt: text, generator: text, browser: text, page };

/** @note Words such as `outcome` and `why` are checked to be texts only: a later version may know more of them. */
const RECORDS: Record<string, Shape> = {
  connection: {
    id: from1,
    api: text,
    context: text,
    url: text,
    withCredentials: flag,
    createdAt: time,
    frameUrl: text,
    frameId: optional(count),
    stack: optional(text),
    heardTypes: texts,
    apart: optional(flag),
    unwatched: optional(yes),
  },
  attempt: {
    connection: from1,
    n: from1,
    startedAt: time,
    openedAt: optional(time),
    endedAt: optional(time),
    outcome: text,
    method: optional(text),
    status: optional(count),
    statusLine: optional(text),
    httpVersion: optional(text),
    requestHeaders: optional(headers),
    responseHeaders: optional(headers),
    requestBody: optional(text),
    requestBodyLength: optional(count),
    respondedAt: optional(time),
    responseUrl: optional(text),
    redirects: optional(redirects),
    ip: optional(text),
    lastEventIdSent: optional(text),
    reconnectDelay: optional(time),
    reconnectDelayFrom: optional(text),
    retryInForce: optional(time),
    retryFrom: optional(text),
    error: optional(text),
    closeStack: optional(text),
    connectionId: optional(text),
    timings: optional(phases),
    retryWritten: optional(time),
    retryApplied: optional(time),
    untimed: optional(yes),
    format: optional(text),
    raw: optional(rawFacts),
  },
  message: {
    connection: from1,
    attempt: from1,
    seq: count,
    before: optional(count),
    at: time,
    type: text,
    lastEventId: text,
    data: text,
    heard: flag,
    from: text,
  },
  retry: { connection: from1, attempt: from1, seq: optional(count), before: optional(count), at: time, ms: time, text: optional(text), from: text },
  comment: { connection: from1, attempt: from1, seq: optional(count), before: optional(count), at: time, text, from: text },
  raw: { connection: from1, attempt: from1, offset: count, at: time, text: optional(text), bytes: optional(text), whole: optional(yes) },
  finding: {
    connection: from1,
    attempt: optional(from1),
    seq: optional(count),
    line: optional(from1),
    at: time,
    rule: text,
    severity: text,
    group: text,
    params: evidence,
    count: from1,
  },
  state: { connection: from1, at: time, readyState, by: text },
  gap: { connection: optional(from1), at: time, lost: count, why: text },
};

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is wrong with a header beyond its format and version; null when nothing is. */
export function checkHeader(value: Record<string, unknown>): string | null {
  return checkShape(value, HEADER, 'header');
}

/** What is wrong with a record; null when nothing is. */
export function checkRecord(value: unknown): string | null {
  if (!isObject(value)) return 'a record must be a JSON object';
  const { kind } = value;
  if (typeof kind !== 'string') return '`kind` must be a text';
  const shape = Object.hasOwn(RECORDS, kind) ? RECORDS[kind] : undefined;
  return shape === undefined ? null : checkShape(value, shape, kind);
}

function checkShape(value: Record<string, unknown>, shape: Shape, what: string): string | null {
  for (const name in shape) {
    const field = shape[name]!;
    const found = value[name];
    if (found === undefined ? field.optional !== true : !field.check(found)) return `\`${name}\` of a ${what} must be ${field.wants}`;
  }
  return null;
}
