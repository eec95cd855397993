import { expect, test } from 'vitest';
import { createPageRelay } from '../../../src/background/page-relay.ts';
import { RELAY_PORT, throughPort, type Destination } from '../../../src/wire/protocol/relay-messages.ts';
import { portPair, type PortEnd } from './port-pair.ts';

const PARTING = { kind: 'parting' };

/** A relay in a browser of one tab, 7. */
function setup() {
  const rolls: unknown[] = [];
  const documents: { port: PortEnd; to: unknown }[] = [];
  const relay = createPageRelay({
    connect(tabId, to) {
      if (tabId !== 7) throw new Error(`Invalid tab ID: ${tabId}`);
      const [here, there] = portPair(to.name);
      documents.push({ port: there, to });
      return here;
    },
    sendMessage(tabId, message) {
      rolls.push([tabId, message]);
      return Promise.resolve();
    },
  });
  const connect = (name: string): PortEnd => {
    const [there, here] = portPair(name);
    expect(relay.took(here)).toBe(true);
    return there;
  };
  return { relay, rolls, documents, connect };
}
const to = (destination: Partial<Destination> = {}): string => throughPort({ tabId: 7, frame: { frameId: 3, documentId: 'd' }, name: 'n', ...destination });

test('a DevTools page has the roll called in its own tab, is told that it was, and hears of announcements there until it goes', () => {
  const { relay, rolls, connect } = setup();
  const port = connect(`${RELAY_PORT}:7`);
  const other = connect(`${RELAY_PORT}:8`);
  expect(rolls).toEqual([]);
  const rollCall = { kind: 'sse-scope:roll-call', call: 1, name: 'n' };
  port.postMessage(rollCall);
  other.postMessage({ ...rollCall, call: 'x' });
  expect(rolls).toEqual([[7, rollCall]]);
  relay.announced({ kind: 'sse-scope:announce', session: 's' }, 7, { frameId: 0 });
  relay.announced({ kind: 'sse-scope:announce', session: 's', call: 1 }, 7, { frameId: 0 });
  port.disconnect();
  relay.announced({ kind: 'sse-scope:announce', session: 't' }, 7, { frameId: 0 });
  expect(port.heard).toEqual([
    { kind: 'called', call: 1 },
    { kind: 'announced', session: 's', frame: { frameId: 0 } },
    { kind: 'announced', session: 's', frame: { frameId: 0 }, call: 1 },
  ]);
  expect(other.heard).toEqual([]);
});

test('whether pages may be seen is told to who is there when it is known, to who comes later, and when it changes', () => {
  const { relay, connect } = setup();
  const port = connect(`${RELAY_PORT}:7`);
  relay.access(true);
  const later = connect(`${RELAY_PORT}:8`);
  relay.access(true);
  relay.access(false);
  const told = [
    { kind: 'access', granted: true },
    { kind: 'access', granted: false },
  ];
  expect(port.heard).toEqual(told);
  expect(later.heard).toEqual(told);
});

test('a port through leads to the document by its own name, else by its frame, and carries both ways', () => {
  const { documents, connect } = setup();
  const port = connect(to());
  connect(to({ frame: { frameId: 4 } }));
  expect(documents.map((document) => document.to)).toEqual([
    { name: 'n', documentId: 'd' },
    { name: 'n', frameId: 4 },
  ]);
  documents[0]?.port.postMessage('up');
  port.postMessage('down');
  expect(port.heard).toEqual(['up']);
  expect(documents[0]?.port.heard).toEqual(['down']);
});

test('when one end goes the other is told so, which a background that dies could not do, and closed', () => {
  const { documents, connect } = setup();
  const first = connect(to());
  documents[0]?.port.disconnect();
  expect(first.heard).toEqual([PARTING]);
  expect(first.closed).toBe(true);
  const second = connect(to());
  second.disconnect();
  expect(documents[1]?.port.heard).toEqual([PARTING]);
  expect(documents[1]?.port.closed).toBe(true);
});

test('a tab that is gone is parted from at once; ports of others are left to others', () => {
  const { relay, connect } = setup();
  const port = connect(to({ tabId: 9 }));
  expect(port.heard).toEqual([PARTING]);
  expect(relay.took(portPair('sse-scope:census')[0])).toBe(false);
  expect(relay.took(portPair(`${RELAY_PORT}:x`)[0])).toBe(false);
  expect(relay.took(portPair('sse-scope:through:{"tabId":"7"}')[0])).toBe(false);
});

test('a name that is none is left to others', () => {
  const { relay } = setup();
  for (const name of ['sse-scope:through:{', 'sse-scope:through:', 'sse-scope:through:{"tabId":1}']) expect(relay.took(portPair(name)[1])).toBe(false);
});
