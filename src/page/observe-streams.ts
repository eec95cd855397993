/**
 * Reads along where the page reads the body of a response. The stream stays the browser's own: what the page's reads resolve with is looked
 * at, before the page's own reactions run. What goes on inside the browser (`pipeTo`, `pipeThrough`) goes through a stream of ours, which
 * asks for a chunk when it is asked for one: nothing is read that the page's own sink does not ask for.
 *
 * @note Longer than other files: readers, branches and pipes share what is known of a stream, and nobody else may have it.
 */
import { apply, asyncIterator, getPrototypeOf, now, pristineWeakMap } from './pristine.ts';
import { observed, patch, patchConstructor, patchMethod, quietly, type Method } from './patch.ts';
import { bufferOf, byteLengthOf, byteOffsetOf, room, view } from './pristine-bytes.ts';
import {
  byobReaderPrototype,
  cancelBy,
  closedOf,
  closedOfBYOB,
  closeSource,
  defaultReaderPrototype,
  enqueueSource,
  errorSource,
  exceptionMessageOf,
  exceptionNameOf,
  isTypeError,
  iteratorPrototype,
  lockedOf,
  makeStream,
  react,
  readerOf,
  readFrom,
  readIntoFrom,
  releaseLock,
  streamPrototype,
  type Reader,
} from './pristine-reading.ts';
import type { Outbox } from './outbox.ts';
import { BY_ABORT, BY_CANCEL, BY_ERROR, BY_SERVER, BY_TIMEOUT, type Reading, type ReadingOver } from './reading.ts';
import { plain } from './request-facts.ts';

type Body = ReadableStream<Uint8Array>;

/** One stream on the way to a body. @note Only maps whose keys are objects of the page lead here, so nothing is kept alive by it. */
export interface Branch {
  readonly reading: Reading;
  readonly stream: Body;
  /** Bytes that came out of it. */
  offset: number;
  /** Its newest reader or iterator. */
  reader: object | undefined;
  cancelled: boolean;
  /** What the browser pipes instead of it, and our reader while it does. */
  source: Source | undefined;
  pump: Reader | undefined;
}

interface Source {
  stream: Body;
  controller: object;
}

/** `keeps`: an iterator that does not cancel its stream when it is left. */
interface Follower {
  branch: Branch;
  keeps: boolean;
}

export interface StreamWatch {
  /** `stream` leads to the body of `reading`. */
  follow(reading: Reading, stream: Body, offset: number): Branch;
  branchOf(stream: unknown): Branch | undefined;
  /** Bytes came out of a branch; `flags` as in reading.ts. */
  take(branch: Branch, bytes: Uint8Array, flags: number): void;
  over(branch: Branch, by: ReadingOver['by'], words?: string): void;
  failed(branch: Branch, reason: unknown): void;
  /** The branch goes on as two. `reader`: what reads it from now on. */
  fork(branch: Branch, reader: object): void;
}

const nothing = (): void => {};

/** What an error says of itself. [spec: fetch] A network error is a `TypeError`; what else there is the page itself gave as the reason to abort. */
export function endOf(reason: unknown): Pick<ReadingOver, 'by' | 'words'> {
  try {
    const name = exceptionNameOf(reason as object);
    return { by: name === 'TimeoutError' ? BY_TIMEOUT : name === 'AbortError' ? BY_ABORT : BY_ERROR, words: exceptionMessageOf(reason as object) };
  } catch {
    const message = typeof reason === 'string' ? reason : plain(reason, 'message');
    return {
      by: isTypeError(reason) ? BY_ERROR : BY_ABORT,
      words: typeof message === 'string' ? message : undefined,
    };
  }
}

export function watchStreams(outbox: Outbox): StreamWatch {
  const branches = pristineWeakMap<object, Branch>();
  const followers = pristineWeakMap<object, Follower>();

  const over = (branch: Branch, by: ReadingOver['by'], words?: string): void => {
    const { reading } = branch;
    if (reading.end !== undefined || branch.cancelled) return;
    if (by === BY_CANCEL) {
      branch.cancelled = true;
      if (--reading.branches > 0) return;
    }
    outbox.over(reading, { at: now(), by, words });
  };
  const failed = (branch: Branch, reason: unknown): void => {
    const { by, words } = endOf(reason);
    over(branch, by, words);
  };

  const take = (branch: Branch, bytes: Uint8Array, flags: number): void => {
    const { reading } = branch;
    const length = byteLengthOf(bytes);
    branch.offset += length;
    const fresh = branch.offset - reading.seen;
    if (fresh <= 0) return;
    // Another branch may have been quicker with a part of it.
    const count = fresh < length ? fresh : length;
    const part = view(bufferOf(bytes), byteOffsetOf(bytes) + length - count, count);
    reading.seen = branch.offset;
    outbox.bytes(reading, branch.offset - count, part, count, flags);
  };
  const takeResult = (branch: Branch, result: ReadableStreamReadResult<Uint8Array>): void => {
    if (result.done) return;
    try {
      take(branch, result.value, 0);
    } catch {
      outbox.unseen(branch.reading, branch.offset); // read into a DataView
    }
  };

  const letGo = (branch: Branch): void => {
    const { pump } = branch;
    branch.pump = undefined;
    branch.source = undefined;
    if (pump !== undefined) releaseLock(pump);
  };
  const sourceOf = (branch: Branch): Source => {
    const source: Source = { stream: undefined as never, controller: undefined as never };
    source.stream = makeStream(
      (controller) => {
        source.controller = controller;
      },
      () => {
        const { pump } = branch;
        if (pump === undefined) return;
        const enqueue = (result: ReadableStreamReadResult<Uint8Array>): void => {
          takeResult(branch, result);
          if (!result.done && branch.pump === pump) enqueueSource(source.controller, result.value);
        };
        void react(readFrom(pump), enqueue, nothing);
      },
      (reason) => {
        over(branch, BY_CANCEL);
        const cancelled = cancelBy(branch.pump as Reader, reason);
        letGo(branch);
        return cancelled;
      },
    );
    return source;
  };
  /** Locks the stream, as a pipe does, and gives what is to be piped instead of it. */
  const pumpOf = (branch: Branch): Source => {
    const source = (branch.source ??= sourceOf(branch));
    const pump = (branch.pump = readerOf(branch.stream));
    const onClosed = (): void => {
      over(branch, BY_SERVER);
      if (branch.pump === pump) closeSource(source.controller);
      if (branch.pump === pump) letGo(branch);
    };
    const onFailed = (reason: unknown): void => {
      if (branch.pump !== pump) return; // let go
      failed(branch, reason);
      errorSource(source.controller, reason);
      letGo(branch);
    };
    void react(closedOf(pump), onClosed, onFailed);
    return source;
  };

  const follow = (reading: Reading, stream: Body, offset: number): Branch => {
    const branch: Branch = { reading, stream, offset, reader: undefined, cancelled: false, source: undefined, pump: undefined };
    branches.set(stream, branch);
    // Ready when it is needed: a stream asks for nothing before its start is over, a microtask from now.
    branch.source = sourceOf(branch);
    return branch;
  };

  /** A reader of the page. [spec] That it is closed or has failed, its `closed` says; nobody needs to read to the end for that. */
  const track = (reader: object, branch: Branch): void => {
    branch.reader = reader;
    followers.set(reader, { branch, keeps: false });
    const isDefault = getPrototypeOf(reader) !== byobReaderPrototype;
    const onClosed = (): void => over(branch, BY_SERVER);
    const onFailed = (reason: unknown): void => {
      // Released, or failed? [spec] Either way it reads no more; but only a stream that has failed says the same again.
      const again = isDefault ? readFrom(reader as Reader) : readIntoFrom(reader, room(1));
      void react(again, nothing, (other) => {
        if (other === reason) failed(branch, reason);
      });
    };
    void react(isDefault ? closedOf(reader) : closedOfBYOB(reader), onClosed, onFailed);
  };

  const fork = (branch: Branch, reader: object): void => {
    branch.reader = reader;
    branch.reading.branches++;
    branch.reading.forked = true;
  };
  const onStream = (self: unknown): Branch | undefined => {
    const branch = branches.get(self as object);
    return branch === undefined || lockedOf(branch.stream) ? undefined : branch;
  };
  patchMethod(streamPrototype, 'getReader', (target, self, args) => {
    const branch = onStream(self);
    const reader = apply(target, self, args) as object;
    if (branch !== undefined) quietly(() => track(reader, branch));
    return reader;
  });
  for (const key of ['ReadableStreamDefaultReader', 'ReadableStreamBYOBReader']) {
    patchConstructor(key, (reader, args) => {
      const branch = branches.get(plain(args, 0) as object);
      if (branch !== undefined) track(reader, branch);
    });
  }
  patchMethod(streamPrototype, 'tee', (target, self, args) => {
    const branch = onStream(self);
    const pair = apply(target, self, args) as [Body, Body];
    if (branch !== undefined) {
      quietly(() => {
        fork(branch, pair);
        follow(branch.reading, pair[0], branch.offset);
        follow(branch.reading, pair[1], branch.offset);
      });
    }
    return pair;
  });
  patchMethod(streamPrototype, 'pipeTo', (target, self, args) => {
    const branch = onStream(self);
    if (branch === undefined) return apply(target, self, args);
    const { stream } = pumpOf(branch);
    const { pump } = branch;
    const done = (): void => {
      if (branch.pump === pump) letGo(branch);
    };
    return react(apply(target, stream, args) as Promise<undefined>, done, (reason) => {
      done();
      throw reason;
    });
  });
  patchMethod(streamPrototype, 'pipeThrough', (target, self, args) => {
    const branch = onStream(self);
    if (branch === undefined) return apply(target, self, args);
    const { stream } = pumpOf(branch);
    try {
      return apply(target, stream, args);
    } catch (error) {
      letGo(branch);
      throw error;
    }
  });
  patchMethod(streamPrototype, 'cancel', (target, self, args) => {
    const branch = onStream(self);
    const cancelled = apply(target, self, args);
    if (branch !== undefined) quietly(() => over(branch, BY_CANCEL));
    return cancelled;
  });

  const readAlong = (target: Method, self: unknown, args: unknown[]): unknown => {
    const result = apply(target, self, args) as Promise<ReadableStreamReadResult<Uint8Array>>;
    const follower = followers.get(self as object);
    // @note A read that fails, and that the page never looks at, is reported by no `unhandledrejection` then: see known-differences.ts.
    if (follower !== undefined) quietly(() => void react(result, (read) => takeResult(follower.branch, read), nothing));
    return result;
  };
  const cancelAlong = (target: Method, self: unknown, args: unknown[]): unknown => {
    const follower = followers.get(self as object);
    const holds = follower !== undefined && follower.branch.reader === self && lockedOf(follower.branch.stream);
    const result = apply(target, self, args);
    if (holds) quietly(() => over(follower.branch, BY_CANCEL));
    return result;
  };
  for (const prototype of [defaultReaderPrototype, byobReaderPrototype]) {
    patchMethod(prototype, 'read', readAlong);
    patchMethod(prototype, 'cancel', cancelAlong);
  }

  // [spec] `values` and `[Symbol.asyncIterator]` are one function.
  patch<Method>(streamPrototype, 'values', (values) => {
    const along = observed(values, (target, self, args) => {
      const branch = onStream(self);
      const iterator = apply(target, self, args) as object;
      if (branch !== undefined) {
        quietly(() => {
          branch.reader = iterator;
          followers.set(iterator, { branch, keeps: plain(plain(args, 0), 'preventCancel') === true });
        });
      }
      return iterator;
    });
    patch<Method>(streamPrototype, asyncIterator, () => along);
    return along;
  });
  patchMethod(iteratorPrototype, 'next', (target, self, args) => {
    const result = apply(target, self, args) as Promise<ReadableStreamReadResult<Uint8Array>>;
    const follower = followers.get(self as object);
    if (follower !== undefined) {
      const onRead = (read: ReadableStreamReadResult<Uint8Array>): void => {
        if (!read.done) takeResult(follower.branch, read);
        else if (follower.branch.reader === self) over(follower.branch, BY_SERVER);
      };
      quietly(() => void react(result, onRead, (reason) => failed(follower.branch, reason)));
    }
    return result;
  });
  patchMethod(iteratorPrototype, 'return', (target, self, args) => {
    const result = apply(target, self, args);
    const follower = followers.get(self as object);
    if (follower !== undefined) {
      quietly(() => {
        if (follower.keeps) follower.branch.reader = undefined;
        else over(follower.branch, BY_CANCEL);
      });
    }
    return result;
  });

  return { follow, branchOf: (stream) => branches.get(stream as object), take, over, failed, fork };
}
