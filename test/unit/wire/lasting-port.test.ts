import { expect, test } from 'vitest';
import { openLastingPort } from '../../../src/wire/port-wire/lasting-port.ts';

/** A background that can die, and a clock that moves when it is told. */
const setup = () => {
  let time = 0;
  const timers: { task: () => void; at: number }[] = [];
  const ports: { die: () => void; say: (message: unknown) => void; heard: unknown[]; closed: boolean }[] = [];
  const got: unknown[] = [];
  const stop = new AbortController();
  openLastingPort({
    connect() {
      let onMessage: (message: unknown) => void = () => undefined;
      let onDisconnect = (): void => undefined;
      const port = { die: () => onDisconnect(), say: (message: unknown) => onMessage(message), heard: [] as unknown[], closed: false };
      ports.push(port);
      return {
        postMessage: (message) => port.heard.push(message),
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
  return { ports, got, pass, stop };
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

test('stops for good when told', () => {
  const { ports, pass, stop } = setup();
  stop.abort();
  expect(ports[0]?.closed).toBe(true);
  ports[0]?.die();
  pass(5000);
  expect(ports).toHaveLength(1);
});
