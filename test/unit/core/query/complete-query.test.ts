import { describe, expect, test } from 'vitest';
import { completeQuery, type QueryFacts } from '../../../../src/core/query/complete-query.ts';
import { parseQuery } from '../../../../src/core/query/parse-query.ts';
import fc from '../../../property.ts';

const facts: QueryFacts = {
  types: [
    { type: 'order.created', count: 9 },
    { type: 'ping', count: 5 },
    { type: 'two words', count: 1 },
  ],
  connections: [
    { id: 1, url: 'https://s.test/events', origin: 'https://s.test', frameId: 0, frameUrl: 'https://s.test/' },
    {
      id: 12,
      url: 'https://t.test/orders',
      origin: 'https://t.test',
      frameId: 7,
      frameUrl: 'https://t.test/frame',
      protocol: { id: 'openai-chat', name: 'OpenAI Chat' },
    },
  ],
  paths: ['.price', '.items[*].id'],
};
/** The caret is where `|` stands; answers what the text would be. */
const offered = (typed: string): string[] => {
  const caret = typed.indexOf('|');
  const text = typed.replace('|', '');
  const { from, to, items } = completeQuery(text, caret, facts);
  return items.map(({ insert }) => text.slice(0, from) + insert + text.slice(to));
};

describe('what is offered', () => {
  test.each([
    ['ty|', ['type:']],
    ['-ty|', ['-type:']],
    ['foo se|', ['foo seq:']],
    ['ty|pe:x', ['type:x']],
    ['type:|', ['type:order.created', 'type:ping', 'type:"two words"']],
    ['type:pi|', ['type:ping']],
    ['type:a,pi|', ['type:a,ping']],
    ['type:"two w|', ['type:"two words"']],
    ['type:pi| x', ['type:ping x']],
    ['conn:1|', ['conn:1', 'conn:12']],
    ['conn:orders|', ['conn:12']],
    ['heard:|', ['heard:yes', 'heard:no']],
    ['frame:|', ['frame:top', 'frame:7']],
    ['data.pr|', ['data.price:']],
    ['data.|', ['data.price:', 'data.items[*].id:']],
    ['data|', ['data:', 'data.price:', 'data.items[*].id:']],
    ['origin:|', ['origin:https://s.test', 'origin:https://t.test']],
    ['protocol:|', ['protocol:openai-chat']],
    ['protocol:mcp|', []],
    ['is:|', ['is:bookmarked', 'is:keepalive']],
    ['"ty|', []],
    ['/ty|', []],
    ['zzz|', []],
  ])('%s', (typed, wanted) => expect(offered(typed)).toEqual(wanted));
  test('all keys, where nothing was typed', () => expect(completeQuery('', 0, facts).items).toHaveLength(19));
});

test('what is taken at the end of a good query makes a good one, but for the value that is missing', () => {
  const start = fc.constantFrom('', 'type:ping ', '"a b" ', '-x ', 'conn:1,');
  const typed = fc.constantFrom('', 't', 'type:', 'conn:', 'url:', 'frame:', 'is:', 'data.', 'size:', 'kind:m');
  fc.assert(
    fc.property(start, typed, (before, now) => {
      const text = before + now;
      const { from, to, items } = completeQuery(text, text.length, facts);
      for (const { insert } of items) {
        const taken = text.slice(0, from) + insert + text.slice(to);
        expect([taken, parseQuery(taken).fault?.code ?? 'no-value']).toEqual([taken, before.endsWith(',') ? expect.anything() : 'no-value']);
      }
    }),
  );
});
