import { expect, test } from 'vitest';
import { libraryOf } from '../../../../../src/panel/views/request/library.ts';

test.each([
  ['at f (http://localhost:5173/node_modules/.vite/deps/@microsoft_fetch-event-source.js?v=1a:10:2)', '@microsoft/fetch-event-source'],
  ['create@http://localhost:5173/node_modules/.vite/deps/reconnecting-eventsource.js?v=1:10:2', 'reconnecting-eventsource'],
  ['at new E (webpack-internal:///./node_modules/event-source-polyfill/src/eventsource.js:3:1)', 'event-source-polyfill'],
  ['at x (http://a.test/node_modules/.pnpm/ai@6.0.0/node_modules/@ai-sdk/provider-utils/dist/index.mjs:3:1)', '@ai-sdk/provider-utils'],
  ['at x (https://unpkg.com/htmx-ext-sse@2.2.4/sse.js:3:1)', 'htmx-ext-sse'],
  ['at x (https://cdn.jsdelivr.net/npm/@microsoft/fetch-event-source@2.0.1/lib/esm/fetch.js:3:1)', '@microsoft/fetch-event-source'],
])('%s', (line, name) => {
  expect(libraryOf(`at own (http://a.test/app.js:1:1)\n${line}`, [])).toEqual({ name, from: 'stack' });
});

test('the frame that is nearest to the request counts, and no more than a few are looked at', () => {
  const one = 'at a (http://a.test/node_modules/one/index.js:1:1)';
  const two = 'at b (http://a.test/node_modules/two/index.js:1:1)';
  expect(libraryOf(`${one}\n${two}`, [])?.name).toBe('one');
  expect(libraryOf(`${'at own (http://a.test/app.js:1:1)\n'.repeat(12)}${one}`, [])).toBeUndefined();
});

test('headers that only some clients send tell, where the stack does not', () => {
  const sent = (...names: string[]) => names.map((name) => ({ name, value: '1' }));
  expect(libraryOf('', sent('X-Stainless-Lang', 'Anthropic-Version'))).toEqual({ name: '@anthropic-ai/sdk', from: 'headers' });
  expect(libraryOf('', sent('x-stainless-lang'))?.name).toMatch(/^openai/);
  expect(libraryOf('', sent('Mcp-Protocol-Version'))?.name).toBe('@modelcontextprotocol/sdk');
  expect(libraryOf('at own (http://a.test/app.js:1:1)', sent('Accept'))).toBeUndefined();
  expect(libraryOf('', undefined)).toBeUndefined();
});
