import { expect, test, vi } from 'vitest';
import { createSource, type Source } from '../../../src/page/source.ts';
import { COUNTS } from '../../../src/wire/page-wire/names.ts';
import { standInForBrowser } from './page-globals.ts';

let clock = 0;
/** Times of events that were asked for. */
let looks = 0;
/** Of the server. */
class StandInEvent {
  readonly isTrusted = true;
  readonly #at: number;
  constructor(at: number) {
    this.#at = at;
  }
  get timeStamp(): number {
    looks++;
    return this.#at;
  }
  get type(): string {
    return 'message';
  }
}
class StandInMessageEvent extends StandInEvent {
  get data(): string {
    return 'data';
  }
  get lastEventId(): string {
    return '';
  }
}
standInForBrowser();
vi.stubGlobal('performance', { now: () => clock, timeOrigin: 0 });
vi.stubGlobal('Event', StandInEvent);
vi.stubGlobal('MessageEvent', StandInMessageEvent);
const { createBacklog } = await import('../../../src/page/backlog.ts');
const { createOutbox } = await import('../../../src/page/outbox.ts');

/** What it may keep: the number of backlog.ts, as it is told to users. */
const KEPT = 4096;

const eventAt = (at: number): Event => new StandInMessageEvent(at) as unknown as Event;
const makeSource = (number: number): Source => createSource(number, new WeakRef(new EventTarget() as EventSource), `https://s.test/${number}`, false, '', 0);
const makeSources = (count: number): Source[] => Array.from({ length: count }, (_, i) => makeSource(i + 1));

test('the newest of each source: read or not, and until it falls out or is given away', () => {
  const backlog = createBacklog();
  const [a, b, c] = makeSources(3) as [Source, Source, Source];
  expect(Object.getPrototypeOf(backlog.newest())).toBeNull(); // or what the page puts there would be somebody's
  backlog.message(a, eventAt(1));
  backlog.message(b, eventAt(2));
  backlog.message(a, eventAt(3));
  expect({ ...backlog.newest() }).toEqual({ 1: 3, 2: 2 });
  backlog.settle(a);
  expect({ ...backlog.newest() }).toEqual({ 1: 3, 2: 2 });
  for (let i = 0; i < KEPT; i++) backlog.message(c, eventAt(10 + i));
  expect({ ...backlog.newest() }).toEqual({ 3: 10 + KEPT - 1 });
  backlog.drain(
    () => undefined,
    () => undefined,
  );
  expect({ ...backlog.newest() }).toEqual({});
});

test.each([1, 10, 1000])('%i sources are looked up in one walk', (count) => {
  const backlog = createBacklog();
  let steps = 0;
  const sources = makeSources(count).map((source, i) =>
    Object.defineProperty(source, 'number', {
      get() {
        steps++;
        return i + 1;
      },
    }),
  );
  for (let i = 0; i < 2 * KEPT; i++) backlog.message(sources[i % count]!, eventAt(i));
  steps = 0;
  looks = 0;
  expect(Object.keys(backlog.newest())).toHaveLength(count);
  expect(steps).toBe(KEPT);
  expect(looks).toBe(count); // to ask the browser for a time costs more than a step
});

test('what is told of each: its messages, and for how long nothing came, as far as that is known', () => {
  let told = '';
  const outbox = createOutbox((messages, text) => {
    if (messages === COUNTS) told = text;
  });
  const sources = makeSources(4);
  const [sent, kept, flooding] = sources as [Source, Source, Source];
  for (const source of sources) {
    source.types[source.typeCount++] = 'message';
    outbox.created(source);
  }
  const count = (): string[] => {
    outbox.count();
    return told.trimEnd().split('\n');
  };
  outbox.listen();
  outbox.message(sent, eventAt(1000));
  outbox.quiet();
  outbox.message(kept, eventAt(2000));
  clock = 10_000;
  expect(count()).toEqual(['https://s.test/1 1 1 9000', 'https://s.test/2 1 1 8000', 'https://s.test/3 0 1 10000', 'https://s.test/4 0 1 10000']);
  for (let i = 0; i < KEPT; i++) outbox.message(flooding, eventAt(9000));
  expect(count().slice(0, 3)).toEqual(['https://s.test/1 1 1 9000', 'https://s.test/2 1 1 -1', `https://s.test/3 ${KEPT} 1 1000`]);
});
