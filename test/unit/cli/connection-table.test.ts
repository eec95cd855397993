import { describe, expect, test } from 'vitest';
import { type TableInput, connectionTable, printable } from '../../../cli/connection-table.ts';
import type { ConnectionState } from '../../../src/core/model/connection.ts';
import fc from '../../property.ts';
import { overviewOf, rowOf } from './rows.ts';

function table(input: Partial<TableInput> = {}): string[] {
  const connections = input.connections ?? [];
  return connectionTable({
    overview: overviewOf({ connections: connections.length }),
    connections,
    pageUrl: 'http://x.test/',
    now: 10_000,
    width: 160,
    height: Infinity,
    moving: true,
    ...input,
  });
}

describe('connectionTable', () => {
  test('without connections says what it waits for', () => {
    expect(table()).toEqual([
      'SSE Scope · 0 connections · 0 messages · 0 lost · http://x.test/',
      'No EventSource yet. It is shown here as soon as the page opens one.',
    ]);
  });

  test('one line for each connection, under titles, in columns', () => {
    const spark = [...Array.from({ length: 59 }, () => 0), 7];
    const lines = table({
      overview: overviewOf({ connections: 2, messages: 1234, dropped: 5, lost: 6 }),
      connections: [
        rowOf({ id: 1, messages: 1230, lastEventId: '41', retry: { ms: 500, from: 'wire' }, lastActivityAt: 9900, spark }),
        rowOf({
          id: 2,
          url: 'http://x.test/refused',
          state: 'failed',
          status: undefined,
          error: 'net::ERR_CONNECTION_REFUSED',
          messages: 4,
          attempts: 12,
          lastActivityAt: 2500,
        }),
      ],
    });
    expect(lines).toEqual([
      'SSE Scope · 2 connections · 1234 messages · 5 of the oldest dropped · 6 lost · http://x.test/',
      '#  state     url                    answer                  messages  last id    retry  attempts  /s  last',
      '1  ● open    http://x.test/ticks    200                         1230  41        500 ms         1   7   now',
      '2  ✕ failed  http://x.test/refused  ERR_CONNECTION_REFUSED         4           3.0 s ?        12   0   7 s',
    ]);
  });

  test('every state has a shape of its own', () => {
    const states: ConnectionState[] = ['connecting', 'open', 'waiting', 'reconnecting', 'closed', 'failed', 'suspended'];
    const shapes = table({ connections: states.map((state, at) => rowOf({ id: at + 1, state })) })
      .slice(2)
      .map((line) => line.split(/\s+/)[1]);
    expect(new Set(shapes).size).toBe(states.length);
  });

  test('where retry is known from is told', () => {
    const retryOf = (from: 'wire' | 'observed' | 'default'): string | undefined =>
      table({ connections: [rowOf({ retry: { ms: 500, from } })] })[2]?.match(/500 ms( [~?])?/)?.[0];
    expect([retryOf('wire'), retryOf('observed'), retryOf('default')]).toEqual(['500 ms', '500 ms ~', '500 ms ?']);
  });

  test('what changes with time alone is left out on demand', () => {
    const connections = [rowOf()];
    expect(table({ connections, moving: false, now: 1 })).toEqual(table({ connections, moving: false, now: 999_999 }));
  });

  test('a low terminal gets the first ones and a count of the others', () => {
    const connections = Array.from({ length: 20 }, (_, at) => rowOf({ id: at + 1 }));
    const lines = table({ connections, height: 10 });
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toBe('… and 13 more');
  });

  test('no line is wider or more than the terminal, and none has a control character, whatever the page says', () => {
    const text = fc.string({ unit: 'binary', maxLength: 100 });
    fc.assert(
      fc.property(
        fc.array(fc.record({ url: text, lastEventId: text, error: text }), { maxLength: 8 }),
        fc.integer({ min: 20, max: 250 }),
        text,
        (facts, width, pageUrl) => {
          const lines = table({ connections: facts.map((fact, at) => rowOf({ id: at + 1, ...fact })), width, height: 8, pageUrl });
          expect(lines.length).toBeLessThanOrEqual(8);
          for (const line of lines) {
            expect(Array.from(line).length).toBeLessThanOrEqual(width);
            expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
          }
        },
      ),
    );
  });
});

test('printable: escape sequences, line ends and turned text cannot reach the terminal', () => {
  expect(printable('a\u001b[2Jb')).toBe('a�[2Jb');
  expect(printable('a\r\nb\u009bc\u2028d\u202ee\u0000')).toBe('a��b�c�d�e�');
  expect(printable('größer 日本 👍')).toBe('größer 日本 👍');
});
