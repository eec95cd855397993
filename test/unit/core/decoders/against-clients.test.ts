/** Streams made at random, folded by the official clients and by us, whole or cut anywhere: both have the same. The clients read them in pieces of 13 bytes. */
import Anthropic from '@anthropic-ai/sdk';
import fc from 'fast-check';
import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import type { Decoded } from '../../../../src/core/decoders/decode.ts';
import { seedOf, sized } from '../../../sizes.ts';
import { decode, messagesOf } from './sample.ts';

const RUNS = { numRuns: sized(2000, 60), seed: seedOf() };
const PIECE = 13;

const piece = fc.string({ unit: 'grapheme', maxLength: 6 });
const number = fc.nat({ max: 1 });

/** A stand-in for `fetch` that answers with this stream. */
function fetchOf(text: string): typeof fetch {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) controller.close();
      else controller.enqueue(bytes.slice(at, at + PIECE));
      at += PIECE;
    },
  });
  return () => Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
}

const named = (events: readonly { type: string }[]): string => events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');
/** As many of them as are left when the stream is cut after `share` of it. */
const cutAt = <T>(list: readonly T[], share: number): T[] => list.slice(0, Math.max(1, Math.ceil(list.length * share)));
const share = fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true }));

const textIn = ({ parts }: Decoded, kind: string, choice?: number): string =>
  parts
    .map((part) => (part.kind === kind && 'text' in part && (choice === undefined || ('pieces' in part && (part.choice ?? 0) === choice)) ? part.text : ''))
    .join('');
const callsIn = ({ parts }: Decoded, choice?: number): unknown[] =>
  parts.flatMap((part) =>
    part.kind === 'call' && (part.choice ?? 0) === (choice ?? 0) ? [{ id: part.id, name: part.name, text: part.argumentsText?.text ?? '' }] : [],
  );

describe('OpenAI Chat', () => {
  const action = fc.record({ choice: number, what: fc.constantFrom('content', 'refusal', 'call 0', 'call 1'), text: piece });

  it('has what the client has', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 12 }), share, async (actions, left) => {
        const chunk = (index: number, delta: object, reason: string | null = null): string =>
          `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index, delta, finish_reason: reason, logprobs: null }] })}\n\n`;
        const started: string[][] = [[], []];
        const chunks = [0, 1].map((index) => chunk(index, { role: 'assistant', content: '' }));
        for (const { choice, what, text } of actions) {
          if (!what.startsWith('call')) chunks.push(chunk(choice, { [what]: text }));
          else {
            const calls = started[choice]!;
            const known = calls.indexOf(what);
            const place = known === -1 ? calls.push(what) - 1 : known;
            const head = known === -1 ? { id: `${what} of ${choice}`, type: 'function' } : {};
            chunks.push(chunk(choice, { tool_calls: [{ index: place, ...head, function: { ...(known === -1 && { name: 'tool' }), arguments: text } }] }));
          }
        }
        chunks.push(chunk(0, {}, 'stop'), chunk(1, {}, 'tool_calls'), 'data: [DONE]\n\n');
        const stream = cutAt(chunks, left).join('');

        const client = new OpenAI({ apiKey: 'none', fetch: fetchOf(stream), maxRetries: 0, dangerouslyAllowBrowser: true });
        const reader = client.chat.completions.stream({ model: 'm', messages: [], stream: true });
        let theirs = '[]';
        reader.on('chunk', (_, snapshot) => {
          theirs = JSON.stringify(snapshot.choices);
        });
        const failed = await reader.done().then(
          () => false,
          () => true,
        );
        const ours = decode(messagesOf(stream));
        const choices = JSON.parse(theirs) as {
          index: number;
          message: { content?: string; refusal?: string; tool_calls?: { id: string; function: { name: string; arguments: string } }[] };
        }[];
        for (const { index, message } of choices) {
          expect(textIn(ours, 'text', index)).toBe(message.content ?? '');
          expect(textIn(ours, 'refusal', index)).toBe(message.refusal ?? '');
          expect(callsIn(ours, index)).toEqual(
            (message.tool_calls ?? []).map((call) => ({ id: call.id, name: call.function.name, text: call.function.arguments })),
          );
        }
        expect(ours.verdict === 'cut').toBe(failed);
      }),
      RUNS,
    );
  });
});

describe('Anthropic Messages', () => {
  const block = fc.record({ type: fc.constantFrom('text', 'thinking', 'tool_use'), pieces: fc.array(piece, { maxLength: 4 }) });

  it('has what the client has', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(block, { maxLength: 4 }), share, async (blocks, left) => {
        const events: { type: string }[] = [
          {
            type: 'message_start',
            message: { id: 'm', type: 'message', role: 'assistant', model: 'c', content: [], stop_reason: null, usage: { input_tokens: 3, output_tokens: 1 } },
          } as { type: string },
        ];
        const push = (event: { type: string } & Record<string, unknown>): void => void events.push(event);
        for (const [index, { type, pieces }] of blocks.entries()) {
          const start = { text: { text: '' }, thinking: { thinking: '', signature: '' }, tool_use: { id: `t${index}`, name: 'tool', input: {} } }[type];
          push({ type: 'content_block_start', index, content_block: { type, ...start } });
          // The client reads arguments as JSON: a text in pieces is one.
          const parts = type === 'tool_use' ? ['{"a":', JSON.stringify(pieces), '}'] : pieces;
          for (const text of parts) {
            const delta = {
              text: { type: 'text_delta', text },
              thinking: { type: 'thinking_delta', thinking: text },
              tool_use: { type: 'input_json_delta', partial_json: text },
            }[type];
            push({ type: 'content_block_delta', index, delta });
          }
          push({ type: 'content_block_stop', index });
        }
        push({ type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 7 } });
        push({ type: 'message_stop' });
        const stream = named(cutAt(events, left));

        const client = new Anthropic({ apiKey: 'none', fetch: fetchOf(stream), maxRetries: 0, dangerouslyAllowBrowser: true });
        const reader = client.messages.stream({ model: 'c', max_tokens: 9, messages: [] });
        let theirs = '{}';
        reader.on('streamEvent', (_, snapshot) => {
          theirs = JSON.stringify(snapshot);
        });
        const failed = await reader.finalMessage().then(
          () => false,
          () => true,
        );
        const ours = decode(messagesOf(stream));
        const {
          content,
          usage,
          stop_reason: reason,
        } = JSON.parse(theirs) as {
          content: { type: string; text?: string; thinking?: string; id?: string; input?: unknown }[];
          usage: { output_tokens: number };
          stop_reason?: string | null;
        };
        const joined = (type: 'text' | 'thinking'): string => content.map((one) => one[type] ?? '').join('');
        expect(textIn(ours, 'text')).toBe(joined('text'));
        expect(textIn(ours, 'reasoning')).toBe(joined('thinking'));
        const calls = ours.parts.flatMap((part) => (part.kind === 'call' ? [part] : []));
        const tools = content.filter(({ type }) => type === 'tool_use');
        expect(calls.map(({ id }) => id)).toEqual(tools.map(({ id }) => id));
        for (const [place, call] of calls.entries()) if (call.state === 'called') expect(call.arguments).toEqual(tools[place]?.input);
        expect(ours.facts.usage?.output).toBe(usage.output_tokens);
        expect(ours.facts.stopReason ?? null).toBe(reason ?? null);
        expect(ours.verdict).toBe(failed ? 'cut' : 'complete');
      }),
      RUNS,
    );
  });
});

describe('OpenAI Responses', () => {
  const action = fc.record({ item: fc.nat({ max: 3 }), text: piece });
  const kinds = fc.array(fc.constantFrom('message', 'function_call'), { minLength: 1, maxLength: 4 });

  it('has what the client has', async () => {
    await fc.assert(
      fc.asyncProperty(kinds, fc.array(action, { maxLength: 12 }), fc.boolean(), share, async (items, actions, finished, left) => {
        const response = { id: 'r', object: 'response', created_at: 1, status: 'in_progress', model: 'm', output: [], tools: [], usage: null };
        const events: ({ type: string } & Record<string, unknown>)[] = [{ type: 'response.created', response }];
        const texts = items.map(() => '');
        const itemOf = (place: number, text: string | undefined): object =>
          items[place] === 'message'
            ? {
                id: `i${place}`,
                type: 'message',
                role: 'assistant',
                status: 'in_progress',
                content: text === undefined ? [] : [{ type: 'output_text', text, annotations: [] }],
              }
            : { id: `i${place}`, type: 'function_call', call_id: `c${place}`, name: 'tool', arguments: text ?? '' };
        for (const [place, kind] of items.entries()) {
          events.push({ type: 'response.output_item.added', output_index: place, item: itemOf(place, undefined) });
          if (kind === 'message')
            events.push({
              type: 'response.content_part.added',
              item_id: `i${place}`,
              output_index: place,
              content_index: 0,
              part: { type: 'output_text', text: '', annotations: [] },
            });
        }
        for (const { item, text } of actions) {
          const place = item % items.length;
          texts[place] += text;
          const type = items[place] === 'message' ? 'response.output_text.delta' : 'response.function_call_arguments.delta';
          events.push({ type, item_id: `i${place}`, output_index: place, content_index: 0, delta: text });
        }
        for (const place of items.keys()) events.push({ type: 'response.output_item.done', output_index: place, item: itemOf(place, texts[place]) });
        const output = items.map((_, place) => itemOf(place, texts[place]));
        events.push(
          finished
            ? { type: 'response.completed', response: { ...response, status: 'completed', output } }
            : { type: 'response.incomplete', response: { ...response, status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' }, output } },
        );
        const stream = named(cutAt(events, left).map((event, index) => ({ ...event, sequence_number: index })));

        const client = new OpenAI({ apiKey: 'none', fetch: fetchOf(stream), maxRetries: 0, dangerouslyAllowBrowser: true });
        const theirs = await client.responses.stream({ model: 'm', input: 'x' }).finalResponse();
        const ours = decode(messagesOf(stream));
        expect(textIn(ours, 'text')).toBe(
          theirs.output.flatMap((item) => (item.type === 'message' ? item.content.map((part) => (part.type === 'output_text' ? part.text : '')) : [])).join(''),
        );
        expect(callsIn(ours)).toEqual(
          theirs.output.flatMap((item) => (item.type === 'function_call' ? [{ id: item.call_id, name: item.name, text: item.arguments }] : [])),
        );
        expect(ours.verdict).toBe({ in_progress: 'cut', completed: 'complete', incomplete: 'limit' }[theirs.status as 'completed']);
      }),
      RUNS,
    );
  });
});
