/** The scenarios of the workbench: each tells a story of the last two minutes. */
import type { Observation } from '../../src/core/model/observation.ts';
import type { EpochMs } from '../../src/core/units.ts';
import { createStory, type Story, type StreamStory } from './story.ts';

/** Seconds that every story lasts; it ends now. */
const LENGTH = 120;
const PAGE = 'https://shop.example/orders';
const LOCAL = 'http://localhost:8080';

const scenarios: Record<string, (story: Story) => void> = {
  empty: () => undefined,

  full(story) {
    const page = story.document(PAGE);
    const ticks = page.stream(1, `${LOCAL}/events/ticks?interval=1000`);
    for (const [from, to] of [
      [1, 35],
      [36, 70],
      [71, LENGTH],
    ] as const) {
      ticks.opens(from);
      for (let at = from + 1; at < to; at++) ticks.says(at, String(at), { id: String(at) });
      if (to < LENGTH) ticks.ends(to);
    }
    const orders = page.stream(2, `${LOCAL}/events/orders/live?market=XETRA&depth=full&since=2026-11-21T02:00:00Z`, {
      types: ['order.created', 'order.updated'],
    });
    orders.opens(2);
    for (let at = 3; at < 60; at += 0.3) order(orders, at);
    orders.cut(60);
    orders.opens(63.004);
    for (let at = 64; at < LENGTH; at += 0.08 + 0.07 * Math.sin(at / 6)) order(orders, at);
    const notes = page.stream(3, `${LOCAL}/events/notifications`);
    for (let at = 3; at < LENGTH - 6; at += 13) {
      notes.opens(at);
      notes.says(at + 1, '{"unread": 3}', { id: `n-${Math.round(at)}` });
      notes.ends(at + 10);
    }
    story.tell(4, { kind: 'lost', session: 'session-1', source: 2, at: story.time(4), messages: 3, why: 'backlog-full' });
    const chat = story
      .document('https://shop.example/widgets/chat.html', { frameId: 7 })
      .stream(5, `${LOCAL}/chat/rooms/general/stream`, { types: ['typing'] });
    chat.opens(5);
    for (let at = 6; at < LENGTH; at += 2.3)
      chat.says(at, JSON.stringify({ from: 'ada', text: `Hello number ${Math.round(at)} — grüße` }), { type: Math.round(at) % 3 ? 'message' : 'typing' });
    page.stream(LENGTH - 8, `${LOCAL}/events/seventh`).asks(LENGTH - 8);

    const prices = page.stream(6, 'https://api.example.com/v1/stream/prices?symbols=AAPL,MSFT,GOOG', { withCredentials: true, types: ['price'] });
    prices.opens(6, 0.3);
    for (let at = 7; at < LENGTH; at += 0.05)
      prices.says(at, `{"symbol":"AAPL","price":${(190 + Math.sin(at)).toFixed(2)},"id":9007199254740993}`, { type: 'price' });
    page.stream(7, 'https://api.example.com/v1/stream/audit').fails(7, 503);
    const legacy = page.stream(8, 'https://api.example.com/v1/stream/legacy', { unlogged: true });
    legacy.opens(8);
    legacy.says(9, 'bye');
    legacy.closed(20);
    const away = story.document('https://shop.example/cart', { frameId: 9 });
    const presence = away.stream(10, 'https://api.example.com/v1/presence');
    presence.opens(10);
    presence.says(11, '{"online": 12}');
    away.hide(55);

    const hub = page.stream(12, 'https://push.example.net/hub?topic=https%3A%2F%2Fexample.com%2Fbooks%2F%7Bid%7D');
    hub.opens(12);
    hub.says(13, '{"@id": "books/1"}', { id: 'urn:uuid:4c3a5b2e-7f0e-4d0c-9b1e-2a1f6f6b8c9d' });
    hub.cut(20);
    let next = 23.004;
    for (; next < LENGTH - 3; next += 3.008) hub.refused(next);
    hub.asks(next);
  },

  failing(story) {
    const page = story.document(PAGE);
    page.stream(1, `${LOCAL}/status/404`).fails(1, 404);
    page.stream(2, `${LOCAL}/html`).fails(2, 200);
    page.stream(3, `${LOCAL}/stop`).fails(3, 204, []);
    const refused = page.stream(4, 'http://localhost:9/refused');
    for (let at = 4; at < LENGTH; at += 0.3) refused.refused(at);
  },

  thousand(story) {
    const page = story.document(PAGE);
    for (let n = 0; n < 1000; n++) {
      const stream = page.stream(1 + n / 1000, `https://s${n % 8}.example.com/stream/${n}?client=${(n * 7919) % 99_991}`);
      stream.opens(3 + n / 100);
      for (let at = 20 + (n % 7); at < LENGTH; at += 5 + (n % 11) * 3) stream.says(at, String(at));
    }
  },

  /** The tab went from page to page. */
  pages(story) {
    ['https://shop.example/', 'https://shop.example/orders?market=XETRA', 'https://shop.example/cart'].forEach((url, i) => {
      const begin = 1 + i * 30;
      const page = story.document(url, { frameId: 0, at: begin });
      const stream = page.stream(begin, `${LOCAL}/events/${i}`);
      stream.opens(begin);
      for (let at = begin + 1; at < begin + 12; at += 3) stream.says(at, JSON.stringify({ page: i, n: at }), { id: String(at) });
      if (i < 2) page.leave(begin + 29);
    });
  },

  /** A cut every second. */
  storm(story) {
    const stream = story.document(PAGE).stream(1, `${LOCAL}/storm`);
    for (let at = 1; at < LENGTH - 1; at++) {
      stream.opens(at, 0.01);
      stream.says(at + 0.1, 'x', { id: String(at) });
      stream.cut(at + 0.5);
    }
  },

  /** What only the wire knows: comments, retry, types that nobody listens to, and a text with all that can be odd in it. */
  wire(story) {
    const page = story.document(PAGE);
    const stream = page.stream(1, `${LOCAL}/events/orders`, { types: ['message', 'update'] });
    stream.opens(1);
    const block = (at: number, text: string): void => stream.sends(at, text);
    block(1.2, '\ufeff: welcome\nretry: 1500\n\n');
    block(2, 'id: 1\nevent: update\ndata: {"order": 1}\n\n');
    stream.says(2.001, '{"order": 1}', { type: 'update', id: '1' });
    block(3, 'id: 2\nevent: updte\ndata: {"order": 2}\n\n: beat\n\n');
    block(5, 'data: first line\r\ndata: second line\r\n\r\n');
    stream.says(5.001, 'first line\nsecond line', { id: '2' });
    block(6, 'Data: lower case\nevnt: unknown\n id: space\nretry: 3 s\nid: a\u0000b\nevent: ping\n\n');
    block(7, `event: price\ndata: ${'x'.repeat(3000)}\n\n`);
    block(8, 'data: cut of');
    stream.ends(9);
    stream.opens(10.503);
    for (let at = 11; at < LENGTH; at += 3) {
      block(at, `: beat ${at}\n\nid: ${at}\nevent: update\ndata: {"order": ${at}}\n\n`);
      stream.says(at + 0.001, `{"order": ${at}}`, { type: 'update', id: String(at) });
    }
    const other = page.stream(20, `${LOCAL}/events/plain`);
    other.opens(20);
    other.says(21, 'hello');
  },

  hostile(story) {
    const stream = story
      .document(`https://shop.example/${'frame/'.repeat(200)}`)
      .stream(1, `${LOCAL}/${'very-long-segment/'.repeat(100)}end?q=${'x'.repeat(5000)}`);
    stream.opens(1);
    stream.says(2, `<img src=x onerror=alert(1)>\n\u202eright to left\u0000`, { type: '<b>type</b>', id: 'i'.repeat(100_000) });
    stream.says(3, 'm'.repeat(10_000_000));
  },

  flood(story) {
    story
      .document(PAGE)
      .stream(LENGTH - 1, `${LOCAL}/flood`)
      .opens(LENGTH - 1);
  },
};

function order(stream: StreamStory, at: number): void {
  const n = Math.round(at * 10);
  stream.says(at, JSON.stringify({ id: n, state: n % 4 ? 'open' : 'filled', lines: [{ sku: `SKU-${n % 97}`, amount: (n % 5) + 1 }] }), {
    type: n % 3 ? 'order.updated' : 'order.created',
    id: `order-${n}`,
  });
}

/** The observations of a scenario that ends at `now`; unknown names tell nothing. */
export function tellScenario(name: string, now: EpochMs): Observation[] {
  const story = createStory(now - LENGTH * 1000);
  scenarios[name]?.(story);
  return story.observations();
}
