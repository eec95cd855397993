/**
 * Every client that people use, in one page: each reads the stream at `url` to its end, or until it has seen `[DONE]`, as its manual says, and
 * gives what it dispatched.
 */
import { fetchEventSource } from '@microsoft/fetch-event-source';
import { EventSourcePolyfill } from 'event-source-polyfill';
import { EventSource as Ponyfill } from 'eventsource';
import { SSE } from 'sse.js';
import OpenAI from 'openai';
import Anthropic from '@anthropic-ai/sdk';
import { readUIMessageStream, DefaultChatTransport } from 'ai';
import htmx from 'htmx.org';
import ReconnectingEventSource from 'reconnecting-eventsource';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

type Read = (url: string) => Promise<string[]>;

/** Reads an `EventSource` of whatever making until `[DONE]`. */
const listen = (source: EventTarget & { close(): void }): Promise<string[]> =>
  new Promise((resolve) => {
    const seen: string[] = [];
    source.addEventListener('message', (event) => {
      const { data } = event as MessageEvent<string>;
      seen.push(data);
      if (data !== '[DONE]') return;
      source.close();
      resolve(seen);
    });
  });

const clients: Record<string, Read> = {
  async 'fetch-event-source'(url) {
    const seen: string[] = [];
    await fetchEventSource(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"ask":"ü"}',
      openWhenHidden: true,
      onmessage: ({ data }) => void seen.push(data),
    });
    return seen;
  },
  'event-source-polyfill': (url) => listen(new EventSourcePolyfill(url, { headers: { 'X-Mine': '1' } }) as never),
  eventsource: (url) => listen(new Ponyfill(new URL(url, location.href))),
  'sse.js': (url) => {
    const source = new SSE(url, { method: 'POST', payload: 'body' });
    const all = listen(source as never);
    return all;
  },
  async openai(url) {
    const client = new OpenAI({ apiKey: 'none', baseURL: new URL(url, location.href).href, dangerouslyAllowBrowser: true, maxRetries: 0 });
    const seen: string[] = [];
    const stream = await client.chat.completions.create({ model: 'mock', messages: [{ role: 'user', content: 'ü' }], stream: true });
    for await (const chunk of stream) seen.push(chunk.choices[0]?.delta.content ?? '');
    return seen;
  },
  async anthropic(url) {
    const client = new Anthropic({ apiKey: 'none', baseURL: new URL(url, location.href).href, dangerouslyAllowBrowser: true, maxRetries: 0 });
    const seen: string[] = [];
    const stream = await client.messages.create({ model: 'mock', max_tokens: 9, messages: [{ role: 'user', content: 'ü' }], stream: true });
    for await (const event of stream) seen.push(event.type);
    return seen;
  },
  async ai(url) {
    const transport = new DefaultChatTransport({ api: url });
    const stream = await transport.sendMessages({
      trigger: 'submit-message',
      chatId: 'chat',
      messageId: undefined,
      messages: [{ id: '1', role: 'user', parts: [{ type: 'text', text: 'ü' }] }],
      abortSignal: undefined,
    });
    const seen: string[] = [];
    for await (const message of readUIMessageStream({ stream })) for (const part of message.parts) if (part.type === 'text') seen.push(part.text);
    return [seen.at(-1) ?? ''];
  },
  'reconnecting-eventsource': (url) => listen(new ReconnectingEventSource(url)),
  async htmx(url) {
    await import('htmx-ext-sse');
    const seen: string[] = [];
    const place = document.createElement('div');
    place.innerHTML = `<div hx-ext="sse" sse-connect="${url}" sse-swap="message" sse-close="end"></div>`;
    document.body.append(place);
    const over = new Promise((resolve) => document.body.addEventListener('htmx:sseClose', resolve, { once: true }));
    document.body.addEventListener('htmx:sseMessage', (event) => void seen.push((event as CustomEvent<MessageEvent<string>>).detail.data));
    htmx.process(place);
    await over;
    return seen;
  },
  async mcp(url) {
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(new StreamableHTTPClientTransport(new URL(url, location.href)));
    const { tools } = await client.listTools();
    await client.close();
    return tools.map(({ name }) => name);
  },
};

/** The extension of htmx asks for a global of that name, and so do pages. */
Object.assign(globalThis, { clients, htmx });
