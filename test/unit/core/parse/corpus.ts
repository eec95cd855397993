/** The corpus of raw streams, read from test/files/sse. */
import { readdirSync, readFileSync } from 'node:fs';

export interface Case {
  subject: string;
  name: string;
  bytes: Uint8Array;
  text: string;
  messages: [type: string, data: string, lastEventId: string][];
  lastEventId: string;
  retry?: number;
}

const FOLDER = new URL('../../../files/sse/', import.meta.url);

export const CORPUS: readonly Case[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .flatMap((file) => {
    const cases = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as (Omit<Case, 'subject' | 'bytes' | 'text'> & { text?: string; hex?: string })[];
    return cases.map(({ text, hex, ...rest }) => {
      const bytes = hex === undefined ? new TextEncoder().encode(text) : new Uint8Array(Buffer.from(hex, 'hex'));
      return { subject: file.slice(0, -'.json'.length), ...rest, bytes, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
    });
  });

/** What a case expects, in the form in which `outcome` tells what came. */
export function expected({ messages, lastEventId, retry }: Case): Outcome {
  return { messages, lastEventId, retry };
}

export interface Outcome {
  messages: [type: string, data: string, lastEventId: string][];
  lastEventId: string;
  retry: number | undefined;
}
