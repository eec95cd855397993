/** What the clients of clients.ts are told by their servers, as one text for each request. */

const events = (...blocks: readonly { type?: string; data: unknown }[]): string =>
  blocks.map(({ type, data }) => `${type ? `event: ${type}\n` : ''}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`).join('');

const plain = `: hello\nretry: 60000\n\n${events({ data: 'ü' }, { data: '{"n":1}' }, { type: 'end', data: 'x' }, { data: '[DONE]' })}`;
const openai = events(
  ...['He', 'llö', ' 🎉'].map((content) => ({
    data: { id: 'c', object: 'chat.completion.chunk', created: 1, model: 'mock', choices: [{ index: 0, delta: { content } }] },
  })),
  { data: '[DONE]' },
);
const anthropic = events(
  ...[
    {
      type: 'message_start',
      message: { id: 'm', type: 'message', role: 'assistant', content: [], model: 'mock', usage: { input_tokens: 1, output_tokens: 1 } },
    },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hellö' } },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_stop' },
  ].map((data) => ({ type: data.type, data })),
);
const ai = events(
  ...[
    { type: 'start' },
    { type: 'text-start', id: 't' },
    ...['He', 'llö'].map((delta) => ({ type: 'text-delta', id: 't', delta })),
    { type: 'text-end', id: 't' },
    { type: 'finish' },
  ].map((data) => ({ data })),
  { data: '[DONE]' },
);

interface Asked {
  id?: number;
  method?: string;
  params?: { protocolVersion?: string };
}

/** JSON-RPC over streamable HTTP: an answer to a request is a stream of its own; a notification has none. */
function mcp(body: string): string | undefined {
  const { id, method, params } = JSON.parse(body) as Asked;
  if (id === undefined) return undefined;
  const result =
    method === 'initialize'
      ? { protocolVersion: params?.protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'mock', version: '1' } }
      : { tools: [{ name: 'töol', inputSchema: { type: 'object' } }] };
  return events({ type: 'message', data: { jsonrpc: '2.0', id, result } });
}

export interface Mock {
  /** Undefined: 202, and no body. */
  answer(body: string): string | undefined;
  /** What the client gives its page. */
  expected: readonly string[];
  api: 'fetch' | 'xhr' | 'eventsource';
  /** Of the request. */
  method: string;
}

const DATA = ['ü', '{"n":1}', '[DONE]'];

export const MOCKS: Readonly<Record<string, Mock>> = {
  'fetch-event-source': { answer: () => plain, expected: ['', 'ü', '{"n":1}', 'x', '[DONE]'], api: 'fetch', method: 'POST' }, // it dispatches a block without data
  'event-source-polyfill': { answer: () => plain, expected: DATA, api: 'fetch', method: 'GET' },
  eventsource: { answer: () => plain, expected: DATA, api: 'fetch', method: 'GET' },
  'sse.js': { answer: () => plain, expected: DATA, api: 'xhr', method: 'POST' },
  openai: { answer: () => openai, expected: ['He', 'llö', ' 🎉'], api: 'fetch', method: 'POST' },
  anthropic: {
    answer: () => anthropic,
    expected: ['message_start', 'content_block_start', 'content_block_delta', 'content_block_stop', 'message_stop'],
    api: 'fetch',
    method: 'POST',
  },
  ai: { answer: () => ai, expected: ['Hellö'], api: 'fetch', method: 'POST' },
  mcp: { answer: mcp, expected: ['töol'], api: 'fetch', method: 'POST' },
  'reconnecting-eventsource': { answer: () => plain, expected: DATA, api: 'eventsource', method: 'GET' },
  htmx: { answer: () => plain, expected: ['ü', '{"n":1}'], api: 'eventsource', method: 'GET' }, // it closes at the type \`end\`
};
