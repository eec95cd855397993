/** What messages can look like. */
import type { EventStream } from '../stream.ts';
import type { Route } from './route.ts';

/** The largest payload that can be asked for: what the panel must survive. */
const MAX_PAYLOAD_BYTES = 10 * 1024 * 1024;
const EVERY_MS = 1_000;

/** Runs `step` for ever, `every` milliseconds apart (query: every). */
async function forEver(stream: EventStream, otherwise: number, step: (i: number) => Promise<void>): Promise<void> {
  const every = stream.number('every', otherwise);
  for (let i = 0; ; i += 1) {
    await step(i);
    await stream.wait(every);
  }
}

const ITEMS = ['Espresso', 'Flat white', 'Filter coffee', 'Green tea', 'Lemon cake'] as const;
const ORDER_TYPES = ['order.created', 'order.paid', 'order.shipped'] as const;

const ANSWER =
  'Server-sent events are a one-way street: the browser asks once, and the server keeps talking. ' +
  'If the line drops, the browser calls again and says which message it heard last. That is all, and it is often enough.';

export const messageRoutes: readonly Route[] = [
  {
    path: '/sse/ticks',
    about: 'One message a second, with an id. `every` (ms), `count` (then ends and is reconnected).',
    async run(stream) {
      const count = stream.number('count', Infinity);
      const every = stream.number('every', EVERY_MS);
      const first = Number(stream.request.lastEventId ?? 0) || 0;
      for (let i = 1; i <= count; i += 1) {
        await stream.send({ id: String(first + i), data: `tick ${first + i}` });
        if (i < count) await stream.wait(every);
      }
    },
  },
  {
    path: '/sse/orders',
    about: 'Named types with JSON data: order.created, order.paid, order.shipped. `every` (ms).',
    run: (stream) =>
      forEver(stream, 800, (i) => {
        const number = Math.floor(i / ORDER_TYPES.length) + 1;
        const item = ITEMS[number % ITEMS.length];
        const order = { order: 1000 + number, item, quantity: (number % 3) + 1, price: 3.5 + (number % 4), customer: { name: 'Ada', table: number % 12 } };
        return stream.send({ type: ORDER_TYPES[i % ORDER_TYPES.length], id: `o-${i + 1}`, data: JSON.stringify(order) });
      }),
  },
  {
    path: '/sse/unheard',
    about: 'Types that nobody listens to (updte, Update, "update "), between messages that are heard. `every` (ms).',
    run: (stream) =>
      forEver(stream, EVERY_MS, async (i) => {
        for (const type of ['updte', 'Update', 'update ']) await stream.send({ type, data: `nobody hears ${i}` });
        await stream.send({ type: 'update', data: `heard ${i}` });
      }),
  },
  {
    path: '/sse/reserved-types',
    about: 'Types that a server should not use: error, open and message, written out.',
    async run(stream) {
      for (const type of ['error', 'open', 'message']) await stream.send({ type, data: `a message of type ${type}` });
      await stream.hold();
    },
  },
  {
    path: '/sse/multi-line',
    about: 'Data of several lines, an empty line within, an empty data field, and leading spaces. Then stays open.',
    async run(stream) {
      await stream.send({ data: 'first\nsecond\n\nfourth' });
      await stream.send({ data: '' });
      await stream.send({ data: '  two spaces before\n\ta tab before' });
      await stream.send({ data: '\n' });
      await stream.hold();
    },
  },
  {
    path: '/sse/big',
    about: 'One message of `size` bytes (1 MB if missing, at most 10 MB), then stays open. `count`, `every` (ms).',
    async run(stream) {
      const size = stream.number('size', 1024 * 1024, MAX_PAYLOAD_BYTES);
      const data = 'x'.repeat(size);
      for (let i = 0; i < stream.number('count', 1); i += 1) {
        await stream.send({ type: stream.query.get('type') ?? undefined, id: String(i + 1), data });
        await stream.wait(stream.number('every', 0));
      }
      await stream.hold();
    },
  },
  {
    path: '/sse/unicode',
    about: 'Scripts, emoji, combining marks, right to left, U+2028, and characters split over two writes.',
    async run(stream) {
      await stream.send({ type: 'grüße', id: 'schön', data: 'Grüße · 你好 · こんにちは · שלום · مرحبا · नमस्ते' });
      await stream.send({ data: '👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301 \u202Eright to left\u202C \u2028 \u2029 \u0085 \uFEFF' });
      await stream.send({ data: 'split: 😀€é' }, 1);
      await stream.hold();
    },
  },
  {
    path: '/sse/json',
    about: 'JSON that a naive viewer spoils: big integers, duplicate keys, deep nesting, a prototype key, long arrays, no JSON at all.',
    async run(stream) {
      await stream.send({ type: 'big-integer', data: '{"id":9007199254740993,"sum":123456789012345678901234567890,"e":1E400,"z":-0}' });
      await stream.send({ type: 'duplicate-keys', data: '{"a":1,"a":2,"b":{"a":3,"a":null}}' });
      await stream.send({ type: 'prototype', data: '{"__proto__":{"polluted":true},"constructor":1,"toString":"x"}' });
      await stream.send({ type: 'deep', data: '['.repeat(500) + ']'.repeat(500) });
      await stream.send({ type: 'long', data: JSON.stringify(Array.from({ length: 1000 }, (_, i) => i)) });
      await stream.send({ type: 'broken', data: '{"a":1,' });
      await stream.send({ type: 'html', data: '<img src=x onerror="alert(1)"><script>alert(2)</script>' });
      await stream.hold();
    },
  },
  {
    path: '/sse/llm',
    about: 'An answer in deltas, as a language model streams it; then a message of type done, and stays open. `every` (ms).',
    async run(stream) {
      for (const [index, text] of ANSWER.split(/(?<= )/).entries()) {
        await stream.send({ type: 'delta', data: JSON.stringify({ index, delta: { text } }) });
        await stream.wait(stream.number('every', 60));
      }
      await stream.send({ type: 'done', data: JSON.stringify({ stop_reason: 'end_turn' }) });
      await stream.hold();
    },
  },
  {
    path: '/sse/comments',
    about: 'A heartbeat comment each second, and a message after every fifth. `every` (ms).',
    run: (stream) =>
      forEver(stream, EVERY_MS, async (i) => {
        await stream.send({ comment: `heartbeat ${i}` });
        if (i % 5 === 4) await stream.send({ data: `after ${i + 1} heartbeats` });
      }),
  },
];
