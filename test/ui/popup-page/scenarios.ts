/** Boards for eyes and tests, made by the census itself. */
import type { Board } from '../../../src/core/census/board.ts';
import { createCensus } from '../../../src/core/census/census.ts';
import type { MessageCounts, TabInfo } from '../../../src/popup/host.ts';
import type { SourceCount } from '../../../src/wire/protocol/counts.ts';

export const NOW = 1_763_000_000_000;
const TYPE = [{ name: 'content-type', value: 'text/event-stream' }];

export interface Scenario {
  board: Board;
  tabs: ReadonlyMap<number, TabInfo>;
  counts: MessageCounts;
}
interface Streams {
  url: string;
  open?: number;
  connecting?: number;
  waiting?: number;
  /** Milliseconds. */
  age?: number;
  messages?: number;
  /** The page around the frame that asks. */
  inFrameOf?: string;
}
interface TabStory {
  title: string;
  page: string;
  incognito?: boolean;
  discarded?: boolean;
  active?: boolean;
  streams: readonly Streams[];
}

function tell(stories: readonly TabStory[]): Scenario {
  const census = createCensus();
  const tabs = new Map<number, TabInfo>();
  const counts = new Map<string, SourceCount[]>();
  let request = 0;
  stories.forEach(({ title, page, incognito = false, discarded = false, active = false, streams }, index) => {
    const tabId = page === '' ? -1 : index + 1;
    if (tabId > 0) tabs.set(tabId, { tabId, windowId: 1, index, title, url: `${page}/`, active, discarded });
    for (const { url, open = 0, connecting = 0, waiting = 0, age = 60_000, messages, inFrameOf } of streams) {
      const documentId = `D${tabId}${inFrameOf ?? ''}`;
      const startedAt = NOW - age;
      const response = { at: startedAt + 20, status: 200, statusLine: 'HTTP/1.1 200 OK', headers: TYPE, url };
      const states = [
        ...Array.from({ length: open }, () => ({ response })),
        ...Array.from({ length: connecting }, () => ({})),
        ...Array.from({ length: waiting }, () => ({ response, endedAt: NOW - 500 })),
      ];
      for (const state of states) {
        census.take({
          tabId,
          incognito,
          ...(inFrameOf === undefined ? {} : { top: inFrameOf }),
          observation: {
            kind: 'request',
            request: `r${(request += 1)}`,
            revision: 0,
            frameId: inFrameOf === undefined ? 0 : 5,
            documentId,
            initiator: page,
            method: 'GET',
            url: `${url}?${request}`,
            startedAt,
            requestHeaders: [],
            redirects: [],
            ...state,
          },
        });
      }
      if (messages !== undefined) counts.set(documentId, [...(counts.get(documentId) ?? []), { url, messages, heard: true }]);
    }
  });
  return { board: census.board(NOW), tabs, counts };
}

const LOCAL = 'http://localhost:8080';

export const SCENARIOS: Record<string, () => Scenario> = {
  empty: () => tell([]),
  three: () =>
    tell([
      { title: 'Orders – Dashboard', page: LOCAL, active: true, streams: [{ url: `${LOCAL}/orders`, open: 2, age: 754_000, messages: 1204 }] },
      { title: 'Prices', page: LOCAL, streams: [{ url: `${LOCAL}/prices`, open: 3, age: 301_000, messages: 88_231 }] },
      { title: 'Log viewer', page: LOCAL, streams: [{ url: `${LOCAL}/log`, open: 1, connecting: 3, age: 42_000 }] },
    ]),
  many: () =>
    tell([
      { title: 'Orders – Dashboard', page: LOCAL, active: true, streams: [{ url: `${LOCAL}/orders`, open: 2, age: 754_000, messages: 1204 }] },
      { title: 'Prices', page: LOCAL, streams: [{ url: `${LOCAL}/prices`, open: 3, age: 301_000, messages: 88_231 }] },
      { title: 'Log viewer', page: LOCAL, streams: [{ url: `${LOCAL}/log`, open: 1, connecting: 3, age: 42_000 }] },
      {
        title: 'Trading desk: live order book, news and alerts for everything that moves, all in one very long title',
        page: 'https://desk.example.com',
        streams: [
          { url: 'https://stream.example.com/book', open: 2, waiting: 1, age: 7_500_000, messages: 1_402_993 },
          { url: 'https://news.example.net/live', open: 1, age: 7_499_000, messages: 51 },
          { url: 'https://a-very-long-subdomain-name.of-some-cloud-region.eu-central-1.example-cloud-provider.com/x', connecting: 1, age: 1000, messages: 0 },
        ],
      },
      { title: 'Chat', page: 'https://chat.example.org', incognito: true, streams: [{ url: 'https://chat.example.org/events', open: 1, age: 90_000_000 }] },
      { title: 'Grafana', page: 'https://grafana.example.org', streams: [{ url: 'https://grafana.example.org/live', open: 9, age: 3_700_000, messages: 420 }] },
      { title: '', page: 'http://192.168.1.20:3000', streams: [{ url: 'http://192.168.1.20:3000/__hmr', waiting: 1, age: 4000 }] },
      {
        title: 'Embedded widget',
        page: 'https://widget.test',
        streams: [{ url: 'https://widget.test/s', open: 1, inFrameOf: 'https://host.test', age: 65_000, messages: 3 }],
      },
      { title: '', page: '', streams: [{ url: 'https://push.example.com/sw', open: 1, age: 180_000 }] },
    ]),
};
