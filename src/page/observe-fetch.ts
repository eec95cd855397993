/**
 * Watches `fetch`. The page gets the browser's own response; of one whose type says that it is a stream, we read along where the page reads
 * (observe-streams.ts). Every other pays for one look at its type.
 */
import { apply, now, pageStack, pristineWeakMap } from './pristine.ts';
import { observedByName, patch, patchConstructor, patchMethod, quietly, type Method } from './patch.ts';
import { bytesOfText, room } from './pristine-bytes.ts';
import {
  bodyOf,
  headerOf,
  isSyntaxError,
  lockedOf,
  react,
  responseHeadersOf,
  responsePrototype,
  responseUrlOf,
  statusOf,
  statusTextOf,
  usedOf,
} from './pristine-reading.ts';
import type { Outbox } from './outbox.ts';
import { endOf, watchStreams, type Branch } from './observe-streams.ts';
import { BY_SERVER, createReading, DECODED, REFUSED, WHOLE, type Reading } from './reading.ts';
import { formatOf, isRefused } from './reading-format.ts';
import { isAborted, linesOfHeaders, plain, requestedUrl, requestFacts, streamAccepted } from './request-facts.ts';
import { watchUnread } from './watch-unread.ts';
import type { Waiting } from './whose-request.ts';

/** What `fetch` was called with. @note What is beyond its end an array asks its prototype for, and that is the page's: so nothing here looks there. */
type Asked = readonly [input: unknown, init: unknown];

export function observeFetch(outbox: Outbox, waiting: Waiting): void {
  const streams = watchStreams(outbox);
  const responses = pristineWeakMap<object, Branch>();

  const begin = (asked: Asked, startedAt: number, format: 0 | 1 | 2 | 3, stack: string, response?: Response): Reading => {
    const facts = requestFacts(asked[0], asked[1]);
    const responseUrl = response ? responseUrlOf(response) : '';
    const reading = createReading(outbox.number(), startedAt, now(), {
      ...facts,
      api: 0,
      format,
      status: response ? statusOf(response) : 0,
      url: facts.url === '' ? responseUrl : facts.url,
      responseUrl,
      statusText: response ? statusTextOf(response) : '',
      responseHeaders: response ? linesOfHeaders(responseHeadersOf(response)) : '',
      stack,
    });
    outbox.reading(reading);
    if (format === REFUSED) outbox.over(reading, { at: now(), by: BY_SERVER, words: undefined });
    return reading;
  };
  const follow = (reading: Reading, response: Response, offset: number): Branch | undefined => {
    const body = bodyOf(response);
    if (body === null) return undefined;
    const branch = streams.follow(reading, body, offset);
    responses.set(response, branch);
    return branch;
  };

  const onResponse = (asked: Asked, startedAt: number, accept: string, stack: string, response: Response): void => {
    const type = headerOf(responseHeadersOf(response), 'content-type');
    const format = formatOf(type);
    if (format === undefined) {
      if (accept !== '' && isRefused(accept, statusOf(response), type)) begin(asked, startedAt, REFUSED, stack, response);
      return;
    }
    const reading = begin(asked, startedAt, format, stack === '' ? pageStack() : stack, response);
    const branch = follow(reading, response, 0);
    if (branch === undefined) outbox.over(reading, { at: now(), by: BY_SERVER, words: undefined });
    else watchUnread(branch, outbox);
  };

  const onFetch = (target: Method, self: unknown, args: unknown[]): unknown => {
    const startedAt = now();
    const asked: Asked = [plain(args, 0), plain(args, 1)];
    let accept = '';
    let stack = '';
    let url = '';
    let aborted = false;
    quietly(() => {
      if ((aborted = isAborted(asked[0], asked[1])) || (accept = streamAccepted(asked[0], asked[1])) === '') return;
      waiting.begin((url = requestedUrl(asked[0])));
      stack = pageStack();
    });
    const answer = apply(target, self, args) as Promise<Response>;
    // Of one that was given up before there is nothing to learn, and the page gets the browser's own promise.
    if (aborted) return answer;
    // @note Else `answer` is not what the page gets: a look at it would take it from the page to learn of a failure that it does not handle.
    return react(
      answer,
      (response) => {
        quietly(() => {
          if (accept !== '') waiting.end(url);
          onResponse(asked, startedAt, accept, stack, response);
        });
        return response;
      },
      accept !== ''
        ? (reason) => {
            quietly(() => {
              waiting.end(url);
              const { by, words } = endOf(reason);
              outbox.over(begin(asked, startedAt, 0, stack), { at: now(), by, words });
            });
            throw reason;
          }
        : undefined,
    );
  };
  patch<Method>(globalThis, 'fetch', (original) => observedByName(original, onFetch));

  patchConstructor('Response', (response, args) => {
    const branch = streams.branchOf(plain(args, 0));
    if (branch !== undefined) responses.set(response, branch);
  });
  patchMethod(responsePrototype, 'clone', (target, self, args) => {
    const branch = responses.get(self as object);
    const clone = apply(target, self, args) as Response;
    if (branch !== undefined) {
      quietly(() => {
        streams.fork(branch, clone);
        follow(branch.reading, self as Response, branch.offset);
        follow(branch.reading, clone, branch.offset);
      });
    }
    return clone;
  });

  /** Those that read the whole body at once. `look` gives the bytes of what they resolve with; without it they cannot be told. */
  const readWhole = (key: string, flags: number, look?: (value: never) => Uint8Array): void => {
    patchMethod(responsePrototype, key, (target, self, args) => {
      const branch = responses.get(self as object);
      const unread = branch !== undefined && !usedOf(self as Response) && !lockedOf(branch.stream);
      const answer = apply(target, self, args) as Promise<unknown>;
      if (!unread) return answer;
      const { reading } = branch;
      branch.reader = self as object;
      return react(
        answer,
        (value) => {
          quietly(() => {
            if (look === undefined) outbox.unseen(reading, reading.seen);
            else if (reading.seen === 0) streams.take(branch, look(value as never), flags);
            streams.over(branch, BY_SERVER);
          });
          return value;
        },
        (reason) => {
          quietly(() => {
            outbox.unseen(reading, reading.seen);
            if (isSyntaxError(reason)) streams.over(branch, BY_SERVER);
            else streams.failed(branch, reason);
          });
          throw reason;
        },
      );
    });
  };
  readWhole('text', WHOLE | DECODED, bytesOfText);
  readWhole('arrayBuffer', WHOLE, room);
  readWhole('bytes', WHOLE, (bytes: Uint8Array) => bytes);
  readWhole('json', 0);
  readWhole('blob', 0);
  readWhole('formData', 0);
}
