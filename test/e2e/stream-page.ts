/** A demo server with one more page: it opens the streams that its query names. */
import { type DemoServer, startDemoServer } from '../../demo/server.ts';
import type { RequestRecord } from '../../demo/log.ts';
import type { Script } from '../../demo/script.ts';

export interface PageStream {
  /** Its name in the log. */
  name: string;
  script: Script;
  /** Types that the page listens to, beside `message`. */
  types?: string[];
  /** The page closes the stream when this type comes. */
  closeOn?: string;
  /** A worker opens it, not the page. */
  inWorker?: true;
  /** The page has the data of its messages in `kept`. */
  keeps?: true;
  /** The page asks for it with `fetch`, by POST with this body, as for the answer of a model. */
  post?: string;
}

const PAGE = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>streams of a test</title><script>
  for (const { url, types, closeOn, inWorker, keeps, post } of JSON.parse(new URLSearchParams(location.search).get('open'))) {
    if (inWorker) {
      new Worker(URL.createObjectURL(new Blob(['new EventSource(' + JSON.stringify(url) + ')'])));
      continue;
    }
    if (post) {
      const headers = { accept: 'text/event-stream', 'content-type': 'application/json', authorization: 'Bearer of-a-test' };
      fetch(url, { method: 'POST', body: post, headers }).then(async ({ body }) => {
        for (const reader = body.getReader(); !(await reader.read()).done;);
      });
      continue;
    }
    const source = new EventSource(url);
    const kept = keeps ? (self.kept = []) : { push() {} };
    source.onmessage = ({ data }) => kept.push(data);
    for (const type of types ?? []) source.addEventListener(type, () => {});
    if (closeOn) source.addEventListener(closeOn, () => source.close());
  }
</script>`;

/** `scripts`: for streams that are asked for by `/named?stream=` and a name, where the script is too long for a URL. */
export function startStreamServer(scripts?: ReadonlyMap<string, Script>): Promise<DemoServer> {
  return startDemoServer({
    answer(request, response) {
      if (request.url?.startsWith('/named?')) {
        const query = new URLSearchParams(request.url.slice('/named?'.length));
        query.set('script', JSON.stringify(scripts?.get(query.get('stream') ?? '') ?? []));
        request.url = `/sse?${query.toString()}`;
        return false;
      }
      if (!request.url?.startsWith('/streams?')) return false;
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
      return true;
    },
  });
}

export function streamUrl(server: DemoServer, { name, script }: PageStream): string {
  return `${server.url}/sse?${new URLSearchParams({ stream: name, script: JSON.stringify(script) }).toString()}`;
}

/** URL of a page that opens these streams before it is loaded. */
export function pageOf(server: DemoServer, streams: readonly PageStream[]): string {
  return pageOfUrls(
    server,
    streams.map((stream) => streamUrl(server, stream)),
    streams,
  );
}

/** The same, with the streams somewhere else: `urls` has one for each. */
export function pageOfUrls(server: DemoServer, urls: readonly string[], streams: readonly PageStream[]): string {
  const open = streams.map(({ types, closeOn, inWorker, keeps, post }, n) => ({ url: urls[n], types, closeOn, inWorker, keeps, post }));
  return `${server.url}/streams?${new URLSearchParams({ open: JSON.stringify(open) }).toString()}`;
}

export interface TrueMessage {
  attempt: number;
  type: string;
  data: string;
  lastEventId: string;
}

/**
 * What a page with these listeners must have got, by the server's own log.
 * [spec] An id sticks from block to block and over reconnects; a block without data is no message; a type that is empty is `message`.
 */
export function heardMessages(requests: readonly RequestRecord[], types: readonly string[] = []): TrueMessage[] {
  const heard = new Set(['message', ...types]);
  const messages: TrueMessage[] = [];
  let lastEventId = '';
  for (const request of requests) {
    for (const block of request.blocks) {
      if (block.id !== undefined) lastEventId = block.id;
      const type = block.type || 'message';
      if (block.data !== undefined && heard.has(type)) messages.push({ attempt: request.attempt, type, data: block.data, lastEventId });
    }
  }
  return messages;
}
