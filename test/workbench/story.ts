/**
 * Tells the observations that a page would cause, in few words: what the hook and the request log would both have said of it.
 * `at` is in seconds from the beginning of the story.
 */
import type { Header, Observation, RequestObservation } from '../../src/core/model/observation.ts';
import type { EpochMs, SourceNumber } from '../../src/core/units.ts';

type Seconds = number;

export interface Story {
  /** `at`: when it tells of itself; at the beginning where left out. */
  document(url: string, options?: { frameId: number; at?: Seconds }): DocumentStory;
  /** All that was told, in order of time. */
  observations(): Observation[];
  tell(at: Seconds, observation: Observation): void;
  time(at: Seconds): EpochMs;
}

export interface DocumentStory {
  stream(at: Seconds, url: string, options?: { types?: string[]; withCredentials?: boolean; unlogged?: boolean }): StreamStory;
  hide(at: Seconds): void;
  /** Another page takes its place. */
  leave(at: Seconds): void;
}

export interface StreamStory {
  /** A request and its answer `after` seconds later. */
  opens(at: Seconds, after?: Seconds, more?: readonly (readonly [name: string, value: string])[]): void;
  /** A request that is not answered yet. */
  asks(at: Seconds): void;
  says(at: Seconds, data: string, options?: { type?: string; id?: string }): void;
  /** Bytes of the answer, as a tap tells them: a piece. */
  sends(at: Seconds, text: string): void;
  /** The server ends the response; the browser will reconnect. */
  ends(at: Seconds): void;
  cut(at: Seconds): void;
  refused(at: Seconds): void;
  /** Answered with something that is not an event stream: the browser gives up. */
  fails(at: Seconds, status: number, headers?: Header[]): void;
  closed(at: Seconds): void;
}

const STACK = 'at openLive (https://shop.example/assets/live.js:42:18)\nat start (https://shop.example/assets/app.js:7:3)';

export function createStory(begin: EpochMs): Story {
  const told: { at: EpochMs; order: number; observation: Observation }[] = [];
  let documents = 0;
  let requests = 0;
  const time = (at: Seconds): EpochMs => begin + at * 1000;
  const tell = (at: Seconds, observation: Observation): void => void told.push({ at: time(at), order: told.length, observation });

  function document(url: string, { frameId, at: seenAt = 0 }: { frameId: number; at?: Seconds } = { frameId: 0 }): DocumentStory {
    const frame = { frameId };
    const session = `session-${++documents}`;
    const documentId = `document-${documents}`;
    let sources: SourceNumber = 0;
    tell(seenAt, { kind: 'document', session, at: time(seenAt), url, title: 'Shop', frame: { ...frame, documentId } });

    function stream(at: Seconds, streamUrl: string, options: { types?: string[]; withCredentials?: boolean; unlogged?: boolean } = {}): StreamStory {
      const source = ++sources;
      const of = { session, source };
      let lastId = '';
      let request: RequestObservation | null = null;
      let sent = 0;
      tell(at, { kind: 'created', ...of, at: time(at), url: streamUrl, withCredentials: options.withCredentials ?? false, stack: STACK });
      for (const type of options.types ?? []) tell(at, { kind: 'listening', ...of, at: time(at), type });

      const log = (when: Seconds, change: Partial<RequestObservation>): void => {
        if (request === null || options.unlogged) return;
        request = { ...request, ...change, revision: request.revision + 1 };
        tell(when, request);
      };
      const asks = (when: Seconds): void => {
        sent = 0;
        request = {
          kind: 'request',
          request: `${++requests}`,
          revision: -1,
          ...frame,
          documentId,
          initiator: url,
          method: 'GET',
          url: streamUrl,
          startedAt: time(when),
          requestHeaders: [
            { name: 'Accept', value: 'text/event-stream' },
            { name: 'Cache-Control', value: 'no-cache' },
            ...(lastId === '' ? [] : [{ name: 'Last-Event-ID', value: lastId }]),
            { name: 'User-Agent', value: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36' },
          ],
          redirects: [],
        };
        log(when, {});
      };
      const answer = (when: Seconds, status: number, headers: Header[]): void =>
        log(when, {
          response: { at: time(when), status, statusLine: `HTTP/1.1 ${status} ${status === 200 ? 'OK' : ''}`, headers, url: streamUrl, ip: '127.0.0.1' },
        });
      const fail = (when: Seconds, readyState: 0 | 2, error?: string): void => {
        log(when, { endedAt: time(when), error });
        tell(when + 0.001, { kind: 'failed', ...of, at: time(when + 0.001), readyState });
      };

      return {
        asks,
        opens(when, after = 0.042, more = []) {
          asks(when);
          answer(when + after, 200, [
            { name: 'Content-Type', value: 'text/event-stream; charset=utf-8' },
            { name: 'Cache-Control', value: 'no-store' },
            { name: 'X-Accel-Buffering', value: 'no' },
            ...more.map(([name, value]) => ({ name, value })),
          ]);
          tell(when + after + 0.002, { kind: 'opened', ...of, at: time(when + after + 0.002) });
        },
        says(when, data, { type = 'message', id } = {}) {
          if (id !== undefined) lastId = id;
          tell(when, { kind: 'message', ...of, at: time(when), type, lastEventId: lastId, data });
        },
        sends(when, text) {
          if (request === null) return;
          const bytes = new TextEncoder().encode(text);
          tell(when, { kind: 'bytes', of: { request: request.request }, at: time(when), offset: sent, bytes });
          sent += bytes.length;
        },
        ends(when) {
          if (request !== null && sent > 0) tell(when, { kind: 'bytes-ended', of: { request: request.request }, at: time(when), clean: true });
          fail(when, 0);
        },
        cut: (when) => fail(when, 0, 'net::ERR_INCOMPLETE_CHUNKED_ENCODING'),
        refused(when) {
          asks(when);
          fail(when + 0.004, 0, 'net::ERR_CONNECTION_REFUSED');
        },
        fails(when, status, headers = [{ name: 'Content-Type', value: 'text/html' }]) {
          asks(when);
          answer(when + 0.03, status, headers);
          fail(when + 0.031, 2, status === 200 ? 'net::ERR_ABORTED' : undefined);
        },
        closed(when) {
          tell(when, { kind: 'closed', ...of, at: time(when), stack: STACK });
          log(when + 0.001, { endedAt: time(when + 0.001), error: 'net::ERR_ABORTED' });
        },
      };
    }

    return {
      stream,
      hide: (at) => tell(at, { kind: 'document-hidden', session, at: time(at), persisted: true }),
      leave: (at) => tell(at, { kind: 'document-hidden', session, at: time(at), persisted: false }),
    };
  }

  return {
    document,
    tell,
    time,
    observations: () => told.toSorted((a, b) => a.at - b.at || a.order - b.order).map(({ observation }) => observation),
  };
}
