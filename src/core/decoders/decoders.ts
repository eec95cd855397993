/** Every decoder, in the order in which they are asked: the first that is certain wins. */
import { a2a } from './a2a.ts';
import { agUi } from './ag-ui.ts';
import { aiSdk } from './ai-sdk.ts';
import { anthropic } from './anthropic.ts';
import { cohere } from './cohere.ts';
import type { Decoder } from './decoder.ts';
import { geminiInteractions } from './gemini-interactions.ts';
import { gemini } from './gemini.ts';
import { jsonRpc } from './json-rpc.ts';
import { langGraph } from './langgraph.ts';
import { mcp } from './mcp.ts';
import { mistralConversations } from './mistral-conversations.ts';
import { ollama } from './ollama.ts';
import { openaiAssistants } from './openai-assistants.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiResponses } from './openai-responses.ts';

// What a decoder keeps is its own business: whoever runs one hands back what it gave, and does not look inside.
export const DECODERS: readonly Decoder<unknown>[] = [
  aiSdk,
  agUi,
  a2a,
  mcp,
  anthropic,
  openaiResponses,
  openaiAssistants,
  openaiChat,
  gemini,
  geminiInteractions,
  langGraph,
  cohere,
  mistralConversations,
  ollama,
  jsonRpc,
];
