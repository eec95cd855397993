/** GraphQL: what graphql-sse and Apollo made of the samples, and how operations end. */
import { describe, expect, it, test } from 'vitest';
import { recognise } from '../../../../src/core/decoders/recognise.ts';
import { decode, expected, head, messagesOf, sample, type HeadOptions } from './sample.ts';
import type { StreamEnd } from '../../../../src/core/decoders/decoder.ts';

const next = (...results: unknown[]): string => results.map((result) => `event: next\ndata: ${JSON.stringify(result)}\n\n`).join('');
const done = 'event: complete\ndata: \n\n';
const stateOf = (decoded: ReturnType<typeof decode>): unknown => decoded.parts.find((part) => part.kind === 'state')?.value;
const asked = { body: { query: 'subscription Tide($port: ID!) { tide(port: $port) { height } }', operationName: 'Tide' } };

describe('the samples', () => {
  it('distinct connections: each result, its errors with their path', () => {
    const { results } = expected('graphql-sse.sse').result as { results: unknown[] };
    const decoded = decode(sample('graphql-sse.sse'));
    expect(decoded.parts.flatMap((part) => (part.kind === 'value' ? [part.value] : []))).toEqual(results);
    expect(decoded.parts.filter((part) => part.kind === 'error')).toMatchObject([{ text: 'gauge 2 is silent (at /tide/gauge2)', messages: [1] }]);
    expect(decoded).toMatchObject({ verdict: 'complete', faults: [{ id: 'error-inside', message: 1 }] });
    expect(decoded.meanings.at(-1)?.says).toBe('complete');
  });

  it('a single connection: results by operation', () => {
    const client = expected('graphql-sse-single.sse').result as Record<string, unknown[]>;
    const decoded = decode(sample('graphql-sse-single.sse'));
    for (const [id, results] of Object.entries(client)) {
      expect(decoded.parts.flatMap((part) => (part.kind === 'value' && part.name === id ? [part.value] : []))).toEqual(
        results.filter((result) => result !== 'complete'),
      );
    }
    expect(decoded).toMatchObject({ verdict: 'complete', faults: [] });
    expect(decode(sample('graphql-sse-single.sse'), { end: 'none' }).verdict).toBe('open');
    expect(decode(sample('graphql-sse-single.sse').slice(0, -1)).verdict).toBe('cut');
  });

  it.each(['graphql-incremental.sse', 'graphql-incremental-old.sse'])('%s: as Apollo merges it, after each step', (name) => {
    const { final, steps } = expected(name).result as { final: unknown; steps: { data: unknown }[] };
    const messages = sample(name);
    const decoded = decode(messages);
    expect(stateOf(decoded)).toEqual(final);
    expect(decoded.verdict).toBe('complete');
    for (const [n, { data }] of steps.entries())
      expect(stateOf(decode(messages.slice(0, n + 1), { body: { query: '{ port { id } }' }, end: 'none' })), `step ${n}`).toEqual(data);
  });

  it('incremental: what is pending, and which message changed what', () => {
    const messages = sample('graphql-incremental.sse');
    expect(decode(messages.slice(0, 2), { end: 'none' })).toMatchObject({
      verdict: 'open',
      facts: {
        more: {
          pending: [
            { id: '0', path: '/port', label: 'slow' },
            { id: '1', path: '/port/tides', label: 'rest' },
          ],
        },
      },
    });
    const decoded = decode(messages);
    expect(decoded.facts.more).not.toHaveProperty('pending');
    expect(decoded.parts[0]).toMatchObject({
      changes: [
        { message: 0, paths: [''] },
        { message: 1, paths: ['/port/tides/1'] },
        { message: 2, paths: ['/port'] },
      ],
    });
  });
});

test('the oldest incremental form has path and data at the top', () => {
  const messages = messagesOf(
    next(
      { data: { ports: [{ id: 'a' }] }, hasNext: true },
      { path: ['ports', 1], data: { id: 'b' }, hasNext: true },
      { path: ['ports', 0], data: { depth: 4 }, hasNext: false },
    ),
  );
  expect(stateOf(decode(messages))).toEqual({ ports: [{ id: 'a', depth: 4 }, { id: 'b' }] });
});

describe('how it ends', () => {
  const more = next({ data: { a: {} }, hasNext: true });
  const cases: [string, string, HeadOptions & { end?: StreamEnd }, string, string[]][] = [
    ['more was promised', more, asked, 'cut', ['more-promised']],
    ['complete, though more was promised', more + done, asked, 'complete', ['more-promised']],
    ['a subscription without complete', next({ data: { a: 1 } }), asked, 'cut', ['cut']],
    ['a query without complete', next({ data: { a: 1 } }), { body: { query: '{ a }' } }, 'complete', []],
    ['the page stopped it', next({ data: { a: 1 } }), { ...asked, end: 'page' }, 'open', []],
    ['the request was wrong', next({ errors: [{ message: 'no such field' }] }) + done, asked, 'failed', ['error-inside']],
    ['a result after the end', done + next({ data: { a: 1 } }), asked, 'complete', ['after-end']],
    [
      'a piece that was not announced',
      next({ data: { a: 1 }, hasNext: true }, { incremental: [{ id: '9', data: { b: 1 } }], hasNext: false }) + done,
      asked,
      'complete',
      ['never-started'],
    ],
    [
      'a piece of nothing',
      next({ data: { a: 1 }, hasNext: true }, { incremental: [{ path: ['x', 'y'], data: { b: 1 } }], hasNext: false }) + done,
      asked,
      'complete',
      ['patch-failed'],
    ],
    [
      'a place far behind the end',
      next({ data: { a: [] }, hasNext: true }, { incremental: [{ path: ['a', 999_999_999], items: [1] }], hasNext: false }) + done,
      asked,
      'complete',
      ['patch-failed'],
    ],
    ['another event', next({ data: { a: 1 } }) + done + 'event: tick\ndata: 1\n\n', asked, 'complete', ['event-name']],
  ];
  it.each(cases)('%s', (_, text, options, verdict, faults) => {
    const decoded = decode(messagesOf(text), options);
    expect([decoded.verdict, decoded.faults.map(({ id }) => id)]).toEqual([verdict, faults]);
  });
});

test('names what was asked', () => {
  expect(decode(messagesOf(next({ data: { a: 1 } })), asked).facts.more).toMatchObject({ operation: 'Tide', kind: 'subscription' });
  const url = `/graphql?query=${encodeURIComponent('# query No\nquery One { a } mutation Two { b }')}&operationName=Two`;
  expect(decode(messagesOf(next({ data: { a: 1 } })), { url }).facts.more).toMatchObject({ operation: 'Two', kind: 'mutation' });
});

it.each([
  ['an envelope of an application', next({ data: { a: 1 } }), {}, 'likely'],
  ['the same, asked for by GraphQL', next({ data: { a: 1 } }), asked, 'certain'],
  ['a page of a list', next({ data: { a: 1 }, hasNext: true }), {}, 'likely'],
  ['another member', next({ data: { a: 1 }, page: 2 }), {}, undefined],
  ['errors', next({ data: null, errors: [{ message: 'no' }] }), {}, 'certain'],
  ['no result', next({ page: 2 }, 7, null, []), {}, undefined],
])('is recognised: %s', (_, text, options, certainty) => {
  expect(recognise(head(options), messagesOf(text))?.certainty).toBe(certainty);
});

test('the data of a message is not changed by a later one', () => {
  const messages = sample('graphql-incremental.sse');
  expect(decode(messages).parts).toEqual(decode(messages).parts);
  expect(messages[0]!.json).toMatchObject({ data: { port: { tides: ['06:12'] } } });
});
