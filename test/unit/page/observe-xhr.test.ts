/** What the page's requests keep alive because of us, and when a text that grows is looked at. How streams are read by XHR is in the compliance suite, in real browsers. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test, vi } from 'vitest';
import type { Outbox } from '../../../src/page/outbox.ts';
import { standInForBrowser } from './page-globals.ts';

/** As much of an `XMLHttpRequest` as is looked at: `answer` is what the server does. */
class StandInXHR extends EventTarget {
  readonly #state = { readyState: 0, type: '', text: '', takes: 0 };
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
    for (const until = performance.now() + this.#state.takes; performance.now() < until;);
    return this.#state.text;
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
  /** More of an event stream, at a look at which the processor is away for `takes` milliseconds. */
  grow(text: string, takes: number): void {
    Object.assign(this.#state, { type: 'text/event-stream', text: this.#state.text + text, takes, readyState: 3 });
    this.dispatchEvent(new Event('readystatechange'));
  }
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
let seen: number[] = [];
const outbox = {
  number: () => 1,
  reading: () => undefined,
  over: () => undefined,
  bytes: (_reading: object, _offset: number, _bytes: Uint8Array, length: number) => void seen.push(length),
  unseen: () => undefined,
};
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

function looksAt(lengths: readonly number[]): number[] {
  seen = [];
  const request = new XMLHttpRequest() as unknown as StandInXHR & XMLHttpRequest;
  request.open('GET', '/stream');
  request.send();
  for (const length of lengths) request.grow('x'.repeat(length), 5);
  return seen;
}

test('a short text is looked at each time it grows, however long a look has taken', () => {
  expect(looksAt([30, 20, 10])).toEqual([30, 20, 10]);
});

test('a long text at which a look takes long is not looked at again at once', () => {
  expect(looksAt([200_000, 20, 10])).toEqual([200_000]);
});
