/** Every decoder, in the order in which they are asked: the first that is certain wins. */
import { a2a } from './a2a.ts';
import { agUi } from './ag-ui.ts';
import { aiSdk } from './ai-sdk.ts';
import { anthropic } from './anthropic.ts';
import { cohere } from './cohere.ts';
import { datastar } from './datastar.ts';
import type { Decoder } from './decoder.ts';
import { electric } from './electric.ts';
import { geminiInteractions } from './gemini-interactions.ts';
import { gemini } from './gemini.ts';
import { jsonRpc } from './json-rpc.ts';
import { langGraph } from './langgraph.ts';
import { mcp } from './mcp.ts';
import { gradio } from './gradio.ts';
import { graphql } from './graphql.ts';
import { htmx } from './htmx.ts';
import { launchdarkly } from './launchdarkly.ts';
import { mercure } from './mercure.ts';
import { mistralConversations } from './mistral-conversations.ts';
import { ollama } from './ollama.ts';
import { openaiAssistants } from './openai-assistants.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiResponses } from './openai-responses.ts';
import { signalr } from './signalr.ts';
import { trpc } from './trpc.ts';
import { turbo } from './turbo.ts';

// What a decoder keeps is its own business: whoever runs one hands back what it gave, and does not look inside.
export const DECODERS: readonly Decoder<unknown>[] = [
  aiSdk,
  datastar,
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
  graphql,
  cohere,
  mistralConversations,
  trpc,
  signalr,
  gradio,
  ollama,
  turbo,
  mercure,
  htmx,
  launchdarkly,
  electric,
  jsonRpc,
];
