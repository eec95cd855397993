/**
 * A model of a browser with eight tabs: it knows the truth of every stream, and tells the request log what `webRequest` and `tabs`
 * would, in the order measured in Chromium. The worker can die at any point: log and census come back from the shelf.
 */
import { createRequestLog, type RequestDetails, type RequestLog } from '../../../src/background/request-log.ts';
import { createShelf } from '../../../src/background/shelf.ts';
import { createCensus, type Census } from '../../../src/core/census/census.ts';

export const TABS = 8;
const ORIGINS = ['http://a.test', 'http://b.test:8080', 'https://c.test'];
/** Of the servers; none above the browser's own delay, beyond which a first wait is not believed in (see core/census/waiting.ts). */
const DELAYS = [0, 700, 3000, 5000];
/** The longest that a wait is believed in with these delays. */
const LONGEST_BELIEF = 7000;
const SSE = [{ name: 'Accept', value: 'text/event-stream' }];
const TYPE = [{ name: 'Content-Type', value: 'text/event-stream' }];
const CUT = 'net::ERR_INCOMPLETE_CHUNKED_ENCODING';

interface Tab {
  id: number;
  document: string;
}
interface Source {
  readonly number: number;
  readonly tab: Tab;
  readonly document: string;
  readonly origin: string;
  readonly delay: number;
  state: 'connecting' | 'open' | 'waiting' | 'over';
  request: string;
  endedAt: number;
  /** It was given up while it waited, and no fact says so. */
  secretly?: boolean;
}

/** `tab origin` → [open, connecting, waiting at least, waiting at most]. */
export type Truth = Map<string, [number, number, number, number]>;

export type Verb =
  | 'open'
  | 'answer'
  | 'refuse'
  | 'wrong-status'
  | 'end'
  | 'cut'
  | 'close'
  | 'navigate'
  | 'navigate-keeping'
  | 'evict'
  | 'crash'
  | 'discard'
  | 'close-tab';
export const VERBS: readonly Verb[] = [
  'open',
  'answer',
  'refuse',
  'wrong-status',
  'end',
  'cut',
  'close',
  'navigate',
  'navigate-keeping',
  'evict',
  'crash',
  'discard',
  'close-tab',
];

export interface BrowserModel {
  /** Lets time pass; streams that wait ask again when their time has come. */
  pass(milliseconds: number): void;
  /** Does one thing to a tab or to one of its streams. `pick` chooses which, and between ways. */
  act(verb: Verb, tab: number, pick: number): void;
  /** The worker dies and is woken: what is not on the shelf is lost. */
  revive(): Promise<void>;
  truth(): Truth;
  counted(): Map<string, [number, number, number]>;
}

export function createBrowserModel(): BrowserModel {
  let now = 1_700_000_000_000;
  let ids = 0;
  const nextId = (): number => (ids += 1);
  const newTab = (): Tab => ({ id: nextId(), document: `doc${nextId()}` });
  const tabs = Array.from({ length: TABS }, newTab);
  const sources: Source[] = [];

  const kept: Record<string, unknown> = {};
  const storage = {
    get: () => Promise.resolve(structuredClone(kept)),
    set: (items: Record<string, unknown>) => Promise.resolve(void Object.assign(kept, structuredClone(items))),
    remove: (keys: string[]) => Promise.resolve(keys.forEach((key) => delete kept[key])),
  };
  let log: RequestLog;
  let census: Census;
  const wake = (known: Parameters<typeof createRequestLog>[0] & unknown[]): void => {
    const shelf = createShelf(storage);
    const keep: Parameters<typeof createRequestLog>[1]['changed'] = (request) => {
      shelf.put(request);
      census.take(request);
    };
    census = createCensus(known);
    log = createRequestLog(known, {
      changed: keep,
      placed: keep,
      forgotten(request) {
        shelf.remove(request);
        census.forget(request);
      },
    });
  };
  wake([]);

  const details = (source: Source, rest: Partial<RequestDetails> = {}): RequestDetails => ({
    requestId: source.request,
    tabId: source.tab.id,
    frameId: 0,
    documentId: source.document,
    initiator: 'http://page.test',
    method: 'GET',
    url: `${source.origin}/${source.number}`,
    timeStamp: now,
    ...rest,
  });
  const start = (source: Source): void => {
    source.request = `r${nextId()}`;
    source.state = 'connecting';
    log.sent(details(source, { requestHeaders: SSE }));
  };
  const end = (source: Source, state: 'waiting' | 'over', error?: string): void => {
    source.state = state;
    source.endedAt = now;
    // Nothing in the back/forward cache asks again; only the page itself could tell.
    if (source.document !== source.tab.document) giveUp(source, false);
    log.ended(details(source, { error }));
  };
  const runs = ({ state }: Source): boolean => state === 'open' || state === 'connecting';
  /** Ends what a document had running, as the browser does. What waited in it is over, whether a fact says so or not. */
  const endDocument = (tab: Tab, document: string, error: string, told: boolean): void => {
    for (const source of sources) {
      if (source.tab !== tab || source.document !== document) continue;
      if (runs(source)) end(source, 'over', error);
      else giveUp(source, told);
    }
  };
  const giveUp = (source: Source, told: boolean): void => {
    if (source.state !== 'waiting') return;
    source.state = 'over';
    if (!told) source.secretly = true;
  };
  const navigate = (tab: Tab): void => {
    for (const request of census.waiting(tab.id, now)) log.abandoned(request, now);
    tab.document = `doc${nextId()}`;
  };
  const closeTab = (slot: number, pick: number): void => {
    const tab = tabs[slot]!;
    const close = (): void => log.tabClosed(tab.id);
    if (pick % 2 === 0) close(); // measured: before the ends of its requests; nobody promises it
    for (const source of sources.filter((each) => each.tab === tab)) {
      if (runs(source)) end(source, 'over', 'net::ERR_FAILED');
      source.state = 'over';
      source.secretly = false;
    }
    if (pick % 2 === 1) close();
    tabs[slot] = newTab();
  };

  return {
    pass(milliseconds) {
      const until = now + milliseconds;
      for (;;) {
        const due = sources
          .filter(({ state, endedAt, delay }) => state === 'waiting' && endedAt + delay <= until)
          .toSorted((a, b) => a.endedAt + a.delay - b.endedAt - b.delay)[0];
        if (!due) break;
        now = Math.max(now, due.endedAt + due.delay);
        start(due);
      }
      now = until;
    },

    act(verb, slot, pick) {
      const tab = tabs[slot]!;
      const choose = (...states: Source['state'][]): Source | undefined => {
        const found = sources.filter((source) => source.tab === tab && states.includes(source.state));
        return found[pick % found.length];
      };
      switch (verb) {
        case 'open': {
          const number = sources.length;
          const source: Source = {
            number,
            tab,
            document: tab.document,
            origin: ORIGINS[pick % ORIGINS.length]!,
            delay: DELAYS[pick % DELAYS.length]!,
            state: 'connecting',
            request: '',
            endedAt: 0,
          };
          sources.push(source);
          return start(source);
        }
        case 'answer': {
          const source = choose('connecting');
          if (!source) return;
          source.state = 'open';
          return log.answered(details(source, { statusCode: 200, statusLine: 'HTTP/1.1 200 OK', responseHeaders: TYPE }));
        }
        case 'wrong-status': {
          const source = choose('connecting');
          if (!source) return;
          log.answered(details(source, { statusCode: 503, statusLine: 'HTTP/1.1 503', responseHeaders: TYPE }));
          return end(source, 'over', pick % 2 === 0 ? undefined : 'net::ERR_ABORTED');
        }
        case 'refuse': {
          const source = choose('connecting');
          return source && end(source, 'waiting', 'net::ERR_CONNECTION_REFUSED');
        }
        case 'end':
        case 'cut': {
          const source = choose('open');
          return source && end(source, 'waiting', verb === 'end' ? undefined : CUT);
        }
        case 'close': {
          const source = choose('open', 'connecting', 'waiting');
          if (!source) return;
          return runs(source) ? end(source, 'over', pick % 2 === 0 ? 'net::ERR_FAILED' : 'net::ERR_ABORTED') : giveUp(source, false);
        }
        case 'navigate': {
          const before = tab.document;
          navigate(tab);
          return endDocument(tab, before, 'net::ERR_FAILED', true);
        }
        case 'navigate-keeping': {
          // Into the back/forward cache: what runs goes on, and holds its connection; what waits is frozen.
          for (const source of sources) if (source.tab === tab) giveUp(source, true);
          return navigate(tab);
        }
        case 'evict': {
          const source = sources.find((each) => each.tab === tab && each.document !== tab.document && runs(each));
          return source && endDocument(tab, source.document, 'net::ERR_FAILED', true);
        }
        case 'crash':
          return endDocument(tab, tab.document, 'net::ERR_ABORTED', false);
        case 'discard': {
          // Measured: first the new id, then the ends, under the old one.
          const [before, after] = [tab.id, nextId()];
          log.tabReplaced(after, before);
          for (const { document } of sources.filter((source) => source.tab === tab)) endDocument(tab, document, 'net::ERR_FAILED', false);
          tab.id = after;
          return;
        }
        case 'close-tab':
          return closeTab(slot, pick);
      }
    },

    async revive() {
      await new Promise((resolve) => setImmediate(resolve)); // all writes are done: the browser kills a worker only after 30 s of nothing
      wake(await createShelf(storage).load());
      log.tabsAre(new Set(tabs.map(({ id }) => id)));
    },

    truth() {
      const counts: Truth = new Map();
      for (const { tab, origin, state, secretly, endedAt } of sources) {
        const believed = secretly === true && endedAt + LONGEST_BELIEF > now;
        if (state === 'over' && !believed) continue;
        const key = `${tab.id} ${origin}`;
        const count = counts.get(key) ?? [0, 0, 0, 0];
        counts.set(key, count);
        if (state === 'open') count[0] += 1;
        else if (state === 'connecting') count[1] += 1;
        else count[state === 'waiting' ? 2 : 3] += 1;
      }
      for (const count of counts.values()) count[3] += count[2];
      return counts;
    },

    counted: () =>
      new Map(
        census.board(now).tabs.flatMap((tab) => tab.origins.map((row) => [`${tab.tabId} ${row.origin}`, [row.open, row.connecting, row.waiting]] as const)),
      ),
  };
}
