/** Other forms of a completion that streams, each as the chunk of a chat completion that says the same. */
import { isObject, listOf, textOf, type JsonObject } from './json-shape.ts';

/**
 * `data` of llama.cpp's own `/completion`: `content` and `tokens`, and at the end `stop: true` with `stop_type` and `timings`.
 * Source: the README of its server.
 */
export function isLlamaCompletion({ content, stop, tokens }: JsonObject): boolean {
  return typeof content === 'string' && typeof stop === 'boolean' && Array.isArray(tokens);
}

/** `data` of `/generate_stream` of Text Generation Inference: a `token`, and `generated_text`, which is null until the end. */
export function isTgiToken({ token, generated_text: whole }: JsonObject): boolean {
  return isObject(token) && typeof token['text'] === 'string' && typeof token['special'] === 'boolean' && whole !== undefined;
}

/** `data` of a text model of Workers AI. Too plain to be known by itself. */
export function isWorkersResponse({ response, choices }: JsonObject): boolean {
  return typeof response === 'string' && choices === undefined;
}

/** `data` as a chunk of a chat completion; itself where it is of no other form. */
export function asChunk(data: JsonObject): JsonObject {
  if (Array.isArray(data['choices'])) return data;
  if (isLlamaCompletion(data)) {
    const { content, stop, stop_type: type, tokens_evaluated: read, tokens_predicted: written, ...rest } = data;
    // `none`: it goes on. The model's own end and a stop word are both `stop` in the words of the chat form.
    const reason = stop === true ? (type === 'limit' ? 'length' : 'stop') : null;
    const usage = stop === true && { usage: { prompt_tokens: read, completion_tokens: written } };
    return { ...rest, ...usage, choices: [{ index: 0, text: content, finish_reason: reason }] };
  }
  if (isTgiToken(data)) {
    const { token, details } = data;
    const { text, special } = token as JsonObject;
    const { finish_reason: given, generated_tokens: written, prefill } = isObject(details) ? details : {};
    const reason = data['generated_text'] === null ? null : given === 'eos_token' || given === 'stop_sequence' ? 'stop' : (textOf(given) ?? 'stop');
    const usage = written !== undefined && {
      usage: { completion_tokens: written, ...(listOf(prefill).length > 0 && { prompt_tokens: listOf(prefill).length }) },
    };
    // A special token ends the answer and is no part of it.
    return { ...usage, choices: [{ index: 0, text: special === true ? '' : text, finish_reason: reason }] };
  }
  if (isWorkersResponse(data)) return { ...data, choices: [{ index: 0, text: data['response'] }] };
  return data;
}
