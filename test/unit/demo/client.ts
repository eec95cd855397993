/** Reads from the demo server over real HTTP, until a condition holds or the response ends. */
import type { DemoServer } from '../../../demo/server.ts';

export interface Answer {
  status: number;
  headers: Headers;
  bytes: Buffer;
  text: string;
  /** How reading ended: the server ended, the socket was cut, or we had enough. */
  end: 'ended' | 'cut' | 'enough';
}

const ASK_EVERY_MS = 5;

/** `enough` is asked again and again, with all the text so far. Waits at most `patience` milliseconds. */
export async function read(url: string, init: RequestInit = {}, enough: (text: string) => boolean = () => false, patience = 5000): Promise<Answer> {
  const stop = new AbortController();
  const response = await fetch(url, { redirect: 'manual', ...init, signal: AbortSignal.any([stop.signal, AbortSignal.timeout(patience)]) });
  const chunks: Uint8Array[] = [];
  const soFar = (): Buffer => Buffer.concat(chunks);
  let satisfied = false;
  const asking = setInterval(() => {
    satisfied = enough(soFar().toString());
    if (satisfied) stop.abort();
  }, ASK_EVERY_MS);
  let end: Answer['end'] = 'ended';
  try {
    for await (const chunk of response.body ?? []) chunks.push(chunk);
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError')
      throw new Error(`${url}: not enough after ${patience} ms: ${soFar().toString().slice(0, 500)}`, { cause: error });
    end = satisfied ? 'enough' : 'cut';
  } finally {
    clearInterval(asking);
  }
  return { status: response.status, headers: response.headers, bytes: soFar(), text: soFar().toString(), end };
}

/** The URL of a composed stream. */
export const composed = (server: DemoServer, stream: string, script: unknown): string =>
  `${server.url}/sse?${new URLSearchParams({ stream, script: JSON.stringify(script) }).toString()}`;
