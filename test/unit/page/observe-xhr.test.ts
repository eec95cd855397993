/** What the page's requests keep alive because of us. How streams are read by XHR is in the compliance suite, in real browsers. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test, vi } from 'vitest';
import type { Outbox } from '../../../src/page/outbox.ts';
import { standInForBrowser } from './page-globals.ts';

/** As much of an `XMLHttpRequest` as is looked at: `answer` is what the server does. */
class StandInXHR extends EventTarget {
  readonly #state = { readyState: 0, type: '' };
  get readyState(): number {
    return this.#state.readyState;
  }
  get status(): number {
    return this.#state.readyState > 1 ? 200 : 0;
  }
  get statusText(): string {
    return 'OK';
  }
  get responseURL(): string {
    return 'https://s.test/';
  }
  get withCredentials(): boolean {
    return false;
  }
  get responseType(): string {
    return '';
  }
  get response(): string {
    return '';
  }
  get responseText(): string {
    return '';
  }
  getResponseHeader(name: string): string | null {
    return name === 'content-type' ? this.#state.type : null;
  }
  getAllResponseHeaders(): string {
    return `content-type: ${this.#state.type}\r\n`;
  }
  open(): void {
    this.#state.readyState = 1;
  }
  setRequestHeader(): void {}
  send(): void {}
  abort(): void {}
  answer(type: string): void {
    this.#state.type = type;
    for (const readyState of [2, 3, 4]) {
      this.#state.readyState = readyState;
      this.dispatchEvent(new Event('readystatechange'));
    }
  }
}

standInForBrowser();
vi.stubGlobal('XMLHttpRequest', StandInXHR);
const { observeXHR } = await import('../../../src/page/observe-xhr.ts');
const outbox = { number: () => 1, reading: () => undefined, over: () => undefined, bytes: () => undefined, unseen: () => undefined };
observeXHR(outbox as unknown as Outbox, { begin: () => undefined, end: () => undefined });

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

test.each(['application/json', 'text/event-stream'])('what was uploaded is let go when the answer is %s, though the page keeps the request', async (type) => {
  const requests: StandInXHR[] = [];
  const bodies = Array.from({ length: 3 }, () => {
    const body = new ArrayBuffer(1000);
    const request = new XMLHttpRequest() as unknown as StandInXHR & XMLHttpRequest;
    request.open('POST', '/upload');
    request.send(body);
    requests.push(request);
    return new WeakRef(body);
  });
  for (const request of requests) request.answer(type);
  await vi.waitFor(() => {
    collect();
    // Not of what is held: an assertion would hold it, too.
    expect(bodies.filter((body) => body.deref() !== undefined).length).toBe(0);
  });
  expect(requests).toHaveLength(3);
});
