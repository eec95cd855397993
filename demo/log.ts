/**
 * The log of truth: what the server was asked, what it wrote, and how each request ended.
 * Tests judge the extension by it, so counts are exact for ever, while the blocks themselves are bounded in bytes.
 */

/** One block of a stream as the server wrote it. Fields that were not written are missing. */
export interface BlockRecord {
  /** Epoch milliseconds. */
  at: number;
  type?: string;
  id?: string;
  data?: string;
  retry?: string;
  comment?: string;
  /** The text exactly as it was written (before any content encoding); missing if it is not UTF-8. */
  raw?: string;
  /** The bytes in base64, where they are not UTF-8. */
  rawBase64?: string;
  /** Set where many messages were written at once and are counted only. */
  bulk?: { messages: number; bytes: number };
}

/** Who ended a request: the server (cleanly), the server by cutting the socket, or the client by going away. */
export type EndedBy = 'server' | 'cut' | 'client';

export interface RequestRecord {
  /** Counts all requests of this server, from 1. */
  n: number;
  /** The query parameter `stream`, by which tests find their own. */
  stream: string;
  /** Counts the requests with the same path and `stream`, from 1. */
  attempt: number;
  /** Epoch milliseconds. */
  at: number;
  method: string;
  host: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  /** The value of Last-Event-ID, decoded as UTF-8; null if it was not sent. */
  lastEventId: string | null;
  body?: string;
  status?: number;
  responseHeaders?: Record<string, string>;
  blocks: BlockRecord[];
  /** Messages that a browser will dispatch: complete blocks with data. Exact, even when blocks were dropped. */
  messages: number;
  /** Bytes of the body before any content encoding. */
  bytes: number;
  /** Blocks that had to leave the log, oldest first. */
  droppedBlocks: number;
  /** The server has said all it has to say, and waits for the client to go (or for steps that are pushed). */
  holding?: true;
  end?: { at: number; by: EndedBy };
}

export interface DemoLog {
  /** All requests that are still kept, oldest first; those of one stream if it is named. */
  requests(stream?: string): readonly RequestRecord[];
  /** Requests that had to leave the log. */
  dropped(): number;
  /** Resolves with the requests of a stream as soon as they satisfy the condition. Rejects after `ms`. */
  until(stream: string, condition: (requests: readonly RequestRecord[]) => boolean, ms?: number): Promise<readonly RequestRecord[]>;
  clear(): void;
  /** For the server alone: one request begins. */
  begin(request: Omit<RequestRecord, 'n' | 'attempt' | 'blocks' | 'messages' | 'bytes' | 'droppedBlocks'>): RequestRecord;
  /** For the server alone: one block was written. */
  wrote(request: RequestRecord, block: BlockRecord, counted: { messages: number; bytes: number }): void;
  /** For the server alone: something else about a request changed. */
  changed(): void;
}

/** More than any test asks for; a demo that runs for days must not grow. */
const MAX_REQUESTS = 20_000;
/** Text kept in blocks, all requests together; three times the largest payload of the demo and then some. */
const MAX_KEPT_BYTES = 64 * 1024 * 1024;
/** What an empty block is counted as, so that a flood of small ones is bounded too. */
const BLOCK_OVERHEAD_BYTES = 200;
const DEFAULT_PATIENCE_MS = 10_000;

const sizeOf = (block: BlockRecord): number =>
  BLOCK_OVERHEAD_BYTES + 2 * ((block.raw?.length ?? 0) + (block.data?.length ?? 0) + (block.rawBase64?.length ?? 0));

/** Makes an empty log. */
export function createLog(): DemoLog {
  let requests: RequestRecord[] = [];
  let counted = 0;
  let dropped = 0;
  let keptBytes = 0;
  const attempts = new Map<string, number>();
  const watchers = new Set<() => void>();

  const changed = (): void => {
    for (const look of watchers) look();
  };

  const dropOldestBlocks = (): void => {
    for (const request of requests) {
      if (keptBytes <= MAX_KEPT_BYTES) return;
      // Half of a request at a time: dropping one by one would be quadratic under a flood.
      const leaving = request.blocks.splice(0, Math.ceil(request.blocks.length / 2));
      for (const block of leaving) keptBytes -= sizeOf(block);
      request.droppedBlocks += leaving.length;
    }
  };

  const dropOldestRequests = (): void => {
    const leaving = requests.slice(0, requests.length - MAX_REQUESTS / 2);
    for (const request of leaving) for (const block of request.blocks) keptBytes -= sizeOf(block);
    requests = requests.slice(leaving.length);
    dropped += leaving.length;
  };

  const log: DemoLog = {
    requests: (stream) => (stream === undefined ? requests : requests.filter((request) => request.stream === stream)),
    dropped: () => dropped,
    until(stream, condition, ms = DEFAULT_PATIENCE_MS) {
      return new Promise((resolve, reject) => {
        const stop = (): void => {
          watchers.delete(look);
          clearTimeout(timer);
        };
        const look = (): void => {
          const found = log.requests(stream);
          if (!condition(found)) return;
          stop();
          resolve(found);
        };
        const timer = setTimeout(() => {
          stop();
          const found = log.requests(stream).map(({ n, attempt, status, messages, end }) => ({ n, attempt, status, messages, end }));
          reject(new Error(`the log of stream "${stream}" did not come to that within ${ms} ms: ${JSON.stringify(found)}`));
        }, ms);
        watchers.add(look);
        look();
      });
    },
    clear() {
      requests = [];
      attempts.clear();
      keptBytes = 0;
    },
    begin(facts) {
      const key = `${facts.path} ${facts.stream}`;
      const attempt = (attempts.get(key) ?? 0) + 1;
      attempts.set(key, attempt);
      counted += 1;
      const request: RequestRecord = { n: counted, ...facts, attempt, blocks: [], messages: 0, bytes: 0, droppedBlocks: 0 };
      requests.push(request);
      if (requests.length > MAX_REQUESTS) dropOldestRequests();
      changed();
      return request;
    },
    wrote(request, block, { messages, bytes }) {
      request.messages += messages;
      request.bytes += bytes;
      request.blocks.push(block);
      keptBytes += sizeOf(block);
      if (keptBytes > MAX_KEPT_BYTES) dropOldestBlocks();
      changed();
    },
    changed,
  };
  return log;
}
