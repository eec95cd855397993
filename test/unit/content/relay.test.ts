/** What a page can make of its content script by events of its own making, and by what it says in the place of the hook. */
import { expect, test } from 'vitest';
import { openRelay } from '../../../src/content/relay.ts';
import { isAnnouncement, PAGE_PORT } from '../../../src/wire/protocol/envelope.ts';
import { portPair, type PortEnd } from '../background/port-pair.ts';

const DEVTOOLS = 'devtools';

/** A document with its relay: what the relay has announced, and what it was told on the port of DevTools. */
function setup() {
  const view = new EventTarget();
  let announced = 0;
  let onBatch: (messages: number, text: string) => void = () => undefined;
  let connect: (port: PortEnd & { sender: unknown }) => void = () => undefined;
  openRelay({
    session: 's',
    runtime: {
      sendMessage(message) {
        if (isAnnouncement(message)) announced += 1;
        return Promise.resolve();
      },
      onConnect: { addListener: (listener) => (connect = listener), removeListener: () => undefined },
    },
    isOurs: (sender) => sender === DEVTOOLS,
    openHook(take) {
      onBatch = take;
      return { command: () => undefined };
    },
    view: view as Pick<Window, 'addEventListener'>,
    facts: () => ({ url: 'https://s.test/', title: '' }),
    now: () => 0,
    later: () => undefined,
    life: new AbortController(),
  });
  const [there, here] = portPair(PAGE_PORT);
  const dispatch = (type: string, isTrusted: boolean): void => {
    const event = Object.assign(new Event(type), { persisted: true });
    Object.defineProperty(event, 'isTrusted', { value: isTrusted });
    view.dispatchEvent(event);
  };
  return {
    say: (messages: number, text: string) => onBatch(messages, text),
    inspect: () => connect(Object.assign(here, { sender: DEVTOOLS })),
    dispatch,
    announced: () => announced,
    /** Texts of the batches. */
    batches: () => there.heard.map((message) => (message as { text?: string }).text ?? ''),
  };
}

test('however often a page says that there is something, it is announced once', () => {
  const { say, announced } = setup();
  for (let n = 0; n < 300; n++) say(0, '');
  expect(announced()).toBe(1);
});

test('a page that comes back is announced again, and one that plays it is not', () => {
  const { say, dispatch, announced } = setup();
  say(0, '');
  for (let n = 0; n < 100; n++) dispatch('pageshow', false);
  expect(announced()).toBe(1);
  dispatch('pageshow', true);
  expect(announced()).toBe(2);
});

test('a page that is left says so, and one that plays it does not', () => {
  const { say, inspect, dispatch, batches } = setup();
  say(0, '');
  inspect();
  const before = batches().length;
  dispatch('pagehide', false);
  expect(batches()).toHaveLength(before);
  dispatch('pagehide', true);
  expect(batches().slice(before)).toEqual([expect.stringMatching(/^b\d+;h/)]);
});
