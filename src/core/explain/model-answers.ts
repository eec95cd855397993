/** Protocols whose streams are answers of a model. */
import type { ProtocolId } from '../decoders/decoder.ts';

const MODEL_ANSWERS: ReadonlySet<ProtocolId | undefined> = new Set([
  'openai-chat',
  'openai-responses',
  'openai-assistants',
  'anthropic',
  'gemini',
  'gemini-interactions',
  'ai-sdk',
  'ollama',
  'cohere',
  'mistral-conversations',
  'ag-ui',
  'langgraph',
]);

/**
 * Whether silence and bursts are in the nature of the stream: a model thinks for seconds and then writes fast, a filter lets its text pass in blocks, and
 * an answer that is over sends no heartbeat.
 */
export function isModelAnswer(protocol: ProtocolId | undefined): boolean {
  return MODEL_ANSWERS.has(protocol);
}
