/** Where the request log outlives the worker: `storage.session`, one key for each request, so that a change writes only itself. */
import type { LoggedRequest } from '../core/census/census-stream.ts';
import { isRequestObservation } from '../wire/protocol/request-guard.ts';
import { isRecord } from '../wire/protocol/guard.ts';
import type { RequestId } from '../core/units.ts';

/** Two workers, of usual and of private windows, may share one storage (Chromium, where the extension is split): each knows its own keys. */
const PREFIXES = { usual: 'request:', private: 'private-request:' } as const;

/** The part of a `storage.StorageArea` that is used. */
export interface StorageLike {
  get(keys: null): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string[]): Promise<void>;
}

export interface Shelf {
  /** Everything that is kept and whole, in the order in which the requests began. */
  load(): Promise<LoggedRequest[]>;
  put(request: LoggedRequest): void;
  remove(request: RequestId): void;
}

/** @param of the windows that this worker is for. */
export function createShelf(storage: StorageLike, of: keyof typeof PREFIXES = 'usual'): Shelf {
  const prefix = PREFIXES[of];
  let changes = new Map<RequestId, LoggedRequest | null>();
  let writing: Promise<void> | undefined;

  /** One write at a time; what changes meanwhile goes together. @note A refused write (quota) is given up: the log itself is in memory and bounded. */
  const write = async (): Promise<void> => {
    while (changes.size > 0) {
      const batch = changes;
      changes = new Map();
      const put: Record<string, unknown> = {};
      const gone: string[] = [];
      for (const [id, request] of batch) {
        if (request) put[prefix + id] = request;
        else gone.push(prefix + id);
      }
      await storage.set(put).catch(() => undefined);
      if (gone.length > 0) await storage.remove(gone).catch(() => undefined);
    }
    writing = undefined;
  };
  const change = (id: RequestId, request: LoggedRequest | null): void => {
    changes.set(id, request);
    writing ??= write();
  };

  return {
    async load() {
      const items = await storage.get(null).catch(() => ({}));
      return Object.entries(items)
        .filter(([key]) => key.startsWith(prefix))
        .map(([, value]) => value)
        .filter(isLoggedRequest)
        .sort((a, b) => a.observation.startedAt - b.observation.startedAt);
    },
    put: (request) => change(request.observation.request, request),
    remove: (request) => change(request, null),
  };
}

const isOptional = (value: unknown, type: 'string' | 'number' | 'boolean'): boolean => value === undefined || typeof value === type;

const isLoggedRequest = (value: unknown): value is LoggedRequest =>
  isRecord(value) &&
  typeof value.tabId === 'number' &&
  isOptional(value.top, 'string') &&
  isOptional(value.incognito, 'boolean') &&
  isOptional(value.abandonedAt, 'number') &&
  isRequestObservation(value.observation);
