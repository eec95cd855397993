/**
 * Looks at the shape of an answer as deep as a view would stumble over it: lists are lists, counts are counts.
 * Asker and answerer are built from one source, so this is for the day when they are not: a recorder that outlived an update.
 */
import type { QuestionName } from './questions.ts';

type Guard = (value: unknown) => boolean;

const nothing: Guard = (value) => value === undefined || value === null;
const count: Guard = (value) => typeof value === 'number' && Number.isFinite(value);
const text: Guard = (value) => typeof value === 'string';
const flag: Guard = (value) => typeof value === 'boolean';

const listOf =
  (item: Guard): Guard =>
  (value) =>
    // The first and the last stand for all: an answer is made in one go, and a list may have thousands.
    Array.isArray(value) && (value.length === 0 || (item(value[0]) && item(value[value.length - 1])));

const recordOf =
  (fields: Record<string, Guard>): Guard =>
  (value) =>
    typeof value === 'object' && value !== null && Object.entries(fields).every(([name, guard]) => guard((value as Record<string, unknown>)[name]));

const orNull =
  (guard: Guard): Guard =>
  (value) =>
    value === null || guard(value);

const orMissing =
  (guard: Guard): Guard =>
  (value) =>
    value === undefined || guard(value);

const isForce = recordOf({ ms: count, from: text });
const connectionRow = recordOf({
  id: count,
  url: text,
  api: text,
  context: text,
  origin: text,
  state: text,
  spark: listOf(count),
  retry: (value) => value === undefined || isForce(value),
  heardTypes: listOf(text),
});
const messageRow = recordOf({ index: count, connection: count, at: count, type: text, preview: text });
const attempt = recordOf({ n: count, startedAt: count, outcome: text });

const columns: Guard = (value) => value instanceof Uint32Array;

const guards: Record<QuestionName, Guard> = {
  overview: recordOf({
    version: count,
    recording: flag,
    messages: count,
    nextMessage: count,
    states: recordOf({}),
    gaps: listOf(recordOf({})),
    limits: recordOf({ messages: count }),
    limitsReached: listOf(text),
    findings: recordOf({ error: count, warning: count, note: count }),
    disk: orNull(recordOf({ state: text, used: count, size: count })),
    witnesses: listOf(recordOf({ name: text, state: text })),
    pages: listOf(recordOf({ at: count, url: text, nextMessage: count })),
  }),
  undecided: flag,
  connections: listOf(connectionRow),
  messages: recordOf({
    total: count,
    complete: flag,
    search: orMissing(recordOf({ looked: count, held: count, cutShort: count })),
    from: count,
    rows: listOf(messageRow),
  }),
  position: count,
  types: recordOf({ types: listOf(recordOf({ type: text, count })), others: count }),
  dataPaths: listOf(text),
  message: orNull(recordOf({ index: count, data: text })),
  connection: orNull(recordOf({ id: count, stack: text, droppedAttempts: count })),
  attempts: listOf(attempt),
  raw: orNull(recordOf({ rows: listOf(recordOf({ line: count, text, kind: text })), lines: count, bytes: count, complete: flag, read: flag })),
  rawPiece: orNull(recordOf({ bytes: (value) => value instanceof Uint8Array, left: count })),
  rawPlace: orNull(recordOf({ connection: count, attempt: count, line: count })),
  findings: recordOf({ total: count, findings: listOf(recordOf({ rule: text, connection: count, at: count, params: recordOf({}), count })) }),
  timeline: listOf(recordOf({ connection: count, attempts: listOf(attempt), counts: columns })),
  rates: recordOf({ types: listOf(recordOf({ type: text, counts: columns })), others: columns, attempts: columns, failures: columns }),
  exportPiece: recordOf({
    text,
    next: orNull(recordOf({})),
    finished: flag,
    done: count,
    total: count,
    taken: listOf(recordOf({ place: text, name: text, count })),
  }),
  copyAs: orNull(text),
  copyMessages: text,
  clear: nothing,
  setRecording: nothing,
  setPreserve: nothing,
  setLimits: nothing,
  setApart: nothing,
  setWitness: nothing,
  setRulesOff: nothing,
};

/** Whether `value` can be an answer to the question `name`. */
export function isAnswerTo(name: QuestionName, value: unknown): boolean {
  return guards[name](value);
}
