import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Screen, showLiveTable } from '../../../cli/live-table.ts';
import type { ConnectionRow } from '../../../src/wire/protocol/questions.ts';
import { overviewOf, rowOf } from './rows.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A table that runs, on a screen that remembers. */
function setup(screen: Omit<Screen, 'write'>) {
  const written: string[] = [];
  const ended = new AbortController();
  const state = { connections: [] as ConnectionRow[], asked: 0 };
  const done = showLiveTable(
    {
      overview: () => Promise.resolve(overviewOf({ connections: state.connections.length, messages: state.connections[0]?.messages ?? 0 })),
      connections: () => {
        state.asked += 1;
        return Promise.resolve(state.connections);
      },
      pageUrl: () => Promise.resolve('http://x.test/'),
      now: () => Date.now(),
    },
    { ...screen, write: (text) => written.push(text) },
    ended.signal,
  );
  return {
    written,
    state,
    done,
    end: () => ended.abort(),
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
  };
}

describe('in a log file', () => {
  test('prints on change alone, at most once a second, without escape sequences', async () => {
    const { written, state, pass, end, done } = setup({});
    await pass(5000);
    expect(written).toHaveLength(1);
    for (let messages = 1; messages <= 100; messages++) {
      state.connections = [rowOf({ messages })];
      await pass(30);
    }
    expect(written.length).toBeGreaterThanOrEqual(3);
    expect(written.length).toBeLessThanOrEqual(5);
    await pass(2000);
    const count = written.length;
    await pass(60_000);
    expect(written).toHaveLength(count);
    expect(written.at(-1)).toContain('100 messages');
    expect(written.join('')).not.toContain('\u001b');
    end();
    await done;
  });
});

describe('on a terminal', () => {
  test('draws over itself', async () => {
    const { written, state, pass, end, done } = setup({ isTTY: true, columns: 100, rows: 24 });
    await pass(0);
    expect(written[0]).not.toContain('\u001b[J');
    state.connections = [rowOf(), rowOf({ id: 2 })];
    await pass(300);
    expect(written[1]).toMatch(/^\u001b\[2F\u001b\[J/); // eslint-disable-line no-control-regex -- ESC is what is tested
    await pass(300);
    expect(written[2]).toMatch(/^\u001b\[4F\u001b\[J/); // eslint-disable-line no-control-regex -- ESC is what is tested
    end();
    await done;
  });

  test('never draws more lines than there are', async () => {
    const { written, state, pass, end, done } = setup({ isTTY: true, columns: 80, rows: 10 });
    state.connections = Array.from({ length: 1000 }, (_, at) => rowOf({ id: at + 1 }));
    await pass(1000);
    for (const text of written) expect(text.split('\n').length - 1).toBeLessThan(10);
    end();
    await done;
  });
});

test('ends at once and asks nothing more', async () => {
  const { state, pass, end, done } = setup({});
  await pass(10);
  const { asked } = state;
  end();
  await done;
  await pass(5000);
  expect(state.asked).toBe(asked);
});

test('a recorder that is gone is told to the caller', async () => {
  const refused = showLiveTable(
    { overview: () => Promise.reject(new Error('gone')), connections: () => Promise.resolve([]), pageUrl: () => Promise.resolve(''), now: () => 0 },
    { write: () => undefined },
    new AbortController().signal,
  );
  await expect(refused).rejects.toThrow('gone');
});
