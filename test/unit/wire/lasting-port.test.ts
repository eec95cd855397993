import { expect, test } from 'vitest';
import { openLastingPort } from '../../../src/wire/port-wire/lasting-port.ts';

/** A background that can die, and a clock that moves when it is told. */
const setup = ({ refuses = 0, mute = 0 } = {}) => {
  let time = 0;
  const timers: { task: () => void; at: number }[] = [];
  const ports: { die: () => void; say: (message: unknown) => void; heard: unknown[]; closed: boolean }[] = [];
  const got: unknown[] = [];
  const stop = new AbortController();
  let tries = 0;
  const { renew } = openLastingPort({
    connect() {
      if (tries++ < refuses) throw new Error('Extension context invalidated.');
      let onMessage: (message: unknown) => void = () => undefined;
      let onDisconnect = (): void => undefined;
      const port = { die: () => onDisconnect(), say: (message: unknown) => onMessage(message), heard: [] as unknown[], closed: false };
      ports.push(port);
      return {
        postMessage(message) {
          if (ports.length <= mute) throw new Error('Attempt to postMessage on disconnected port');
          port.heard.push(message);
        },
        disconnect: () => void (port.closed = true),
        onMessage: { addListener: (listener) => void (onMessage = listener) },
        onDisconnect: { addListener: (listener) => void (onDisconnect = listener) },
      };
    },
    onConnected: (post) => post('hello'),
    onMessage: (message) => got.push(message),
    later: (task, delay) => timers.push({ task, at: time + delay }),
    now: () => time,
    signal: stop.signal,
  });
  const pass = (ms: number): void => {
    time += ms;
    for (const timer of timers.splice(0)) {
      if (timer.at <= time) timer.task();
      else timers.push(timer);
    }
  };
  return { ports, got, pass, stop, renew };
};

test('connects again when the other side has died, and says hello again', () => {
  const { ports, got, pass } = setup();
  ports[0]?.say('a');
  pass(30_000);
  ports[0]?.die();
  pass(0);
  ports[1]?.say('b');
  expect(got).toEqual(['a', 'b']);
  expect(ports.map((port) => port.heard)).toEqual([['hello'], ['hello']]);
});

test('does not hammer a background that refuses', () => {
  const { ports, pass } = setup();
  ports[0]?.die();
  pass(999);
  expect(ports).toHaveLength(1);
  pass(1);
  expect(ports).toHaveLength(2);
});

test('connects later when it cannot at once, or when what must be said first cannot be said', () => {
  const refused = setup({ refuses: 2 });
  expect(refused.ports).toHaveLength(0);
  refused.pass(1000);
  refused.pass(1000);
  expect(refused.ports.map((port) => port.heard)).toEqual([['hello']]);
  const closed = setup({ mute: 1 });
  expect(closed.ports[0]?.closed).toBe(true);
  closed.ports[0]?.die();
  closed.pass(1000);
  closed.pass(1000);
  expect(closed.ports.map((port) => port.heard)).toEqual([[], ['hello']]);
});

test('takes another port when told that this one is dead', () => {
  const { ports, pass, renew } = setup();
  pass(5000);
  renew();
  expect(ports[0]?.closed).toBe(true);
  pass(0);
  renew();
  pass(0);
  expect(ports.map((port) => port.heard)).toEqual([['hello'], ['hello']]);
});

test('stops for good when told', () => {
  const { ports, pass, stop } = setup();
  stop.abort();
  expect(ports[0]?.closed).toBe(true);
  ports[0]?.die();
  pass(5000);
  expect(ports).toHaveLength(1);
});
