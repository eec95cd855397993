/** A recording as the capture file that it makes: a stream of bytes, a block at a time. */
import { FORMAT, VERSION, type FileHeader, type KnownRecord, type UnknownRecord } from '../core/capture-file/format.ts';
import { writeLine } from '../core/capture-file/write-records.ts';
import { isoTime } from '../core/export/iso-time.ts';
import { REDACT, REDACT_NOTHING, type Redaction } from '../core/export/redact.ts';
import type { EpochMs } from '../core/units.ts';
import { openDatabase, resultOf } from './database.ts';
import { gunzip } from './gzip.ts';
import type { Recording, RecordingBlock, RecordingId } from './recording.ts';
import { allOf } from './store.ts';

/** Facts that are read at once: some MB where each has many headers. */
const FACTS_AT_ONCE = 500;

export interface ReadOptions {
  /** Takes credentials out of URLs and headers. */
  redact: boolean;
  /** At most this many messages: the newest blocks that hold no more. What is left out is counted in a gap. */
  most?: number;
}

/** Undefined when there is no such recording. */
export async function findRecording(id: RecordingId): Promise<Recording | undefined> {
  return (await resultOf((await openDatabase()).transaction('recordings').objectStore('recordings').get(id))) as Recording | undefined;
}

/** Never fails for a block that is damaged: it is left out, and counted. */
export function readRecording(recording: Recording, { redact, most = Infinity }: ReadOptions): ReadableStream<Uint8Array<ArrayBuffer>> {
  const utf8 = new TextEncoder();
  const parts = readParts(recording, most, redact ? REDACT : REDACT_NOTHING);
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const { value, done } = await parts.next();
        if (done === true) controller.close();
        else controller.enqueue(typeof value === 'string' ? utf8.encode(value) : value);
      },
      async cancel() {
        await parts.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

async function* readParts(recording: Recording, most: number, redaction: Redaction): AsyncGenerator<string | Uint8Array<ArrayBuffer>, void, void> {
  yield writeLine(headerOf(recording, redaction));
  for await (const facts of readFacts(recording.id)) yield redaction.on ? facts.map((line) => redactLine(line, redaction)).join('') : facts.join('');
  const database = await openDatabase();
  const read = async <T>(request: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> =>
    resultOf(request(database.transaction('blocks').objectStore('blocks')));
  const keys = await read((store) => store.getAllKeys(allOf(recording.id)));
  const blockAt = (key: IDBValidKey): Promise<RecordingBlock | undefined> => read((store) => store.get(key) as IDBRequest<RecordingBlock | undefined>);
  const { first, left } = await newest(keys, recording, most, blockAt);
  let missing = recording.dropped + left;
  let from: EpochMs | undefined;
  for (const key of keys.slice(first)) {
    const block = await blockAt(key);
    if (block === undefined) continue;
    const lines = await gunzip(block.bytes).catch(() => undefined);
    from ??= block.from;
    if (lines === undefined) {
      yield writeLine({ kind: 'gap', at: block.from ?? recording.endedAt, lost: block.messages, why: 'broken-batch' });
      continue;
    }
    if (missing > 0) yield writeLine({ kind: 'gap', at: from ?? recording.startedAt, lost: missing, why: 'limit' });
    missing = 0;
    yield lines;
  }
}

/** Connections, each followed by its attempts. */
async function* readFacts(id: RecordingId): AsyncGenerator<string[], void, void> {
  let range = allOf(id);
  for (;;) {
    const store = (await openDatabase()).transaction('facts').objectStore('facts');
    const [keys, lines] = await Promise.all([resultOf(store.getAllKeys(range, FACTS_AT_ONCE)), resultOf(store.getAll(range, FACTS_AT_ONCE))]);
    if (lines.length > 0) yield lines as string[];
    const last = keys.at(-1);
    if (lines.length < FACTS_AT_ONCE || last === undefined) return;
    range = IDBKeyRange.bound(last, range.upper, true, false);
  }
}

/** The first of the newest blocks that hold no more than `most` messages together, and how many are in those before it. */
async function newest(
  keys: readonly IDBValidKey[],
  { messages }: Recording,
  most: number,
  get: (key: IDBValidKey) => Promise<RecordingBlock | undefined>,
): Promise<{ first: number; left: number }> {
  if (messages <= most) return { first: 0, left: 0 };
  let held = 0;
  for (let first = keys.length; first > 0; first -= 1) {
    const count = (await get(keys[first - 1]!))?.messages ?? 0;
    if (held + count > most) return { first, left: messages - held };
    held += count;
  }
  return { first: 0, left: 0 };
}

function headerOf({ endedAt, generator, browser, page }: Recording, { on, url, title }: Redaction): FileHeader {
  return {
    format: FORMAT,
    version: VERSION,
    createdAt: isoTime(endedAt),
    generator,
    browser,
    page: { url: url(page.url), title: title(page.title, page.url) },
    redacted: on ? true : undefined,
  };
}

function redactLine(line: string, { record }: Redaction): string {
  const redacted = record(JSON.parse(line) as KnownRecord | UnknownRecord);
  return redacted === undefined ? '' : writeLine(redacted);
}
