/** Every decoder, in the order in which they are asked: the first that is certain wins. */
import { aiSdk } from './ai-sdk.ts';
import type { Decoder } from './decoder.ts';
import { ollama } from './ollama.ts';

// What a decoder keeps is its own business: whoever runs one hands back what it gave, and does not look inside.
export const DECODERS: readonly Decoder<unknown>[] = [aiSdk, ollama];
