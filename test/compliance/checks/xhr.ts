/** `XMLHttpRequest`: events and their order, texts as they grow, and all that can become of a request. */
import { register, thrown, wait, type Kit } from './kit.ts';

const TYPES = ['readystatechange', 'loadstart', 'progress', 'load', 'error', 'abort', 'timeout', 'loadend'] as const;
const steps = [{ send: { data: 'ü🎉' } }, { wait: 60 }, { send: { data: 'b' } }, { end: true }] as const;

/** Everything that happens to `xhr`, without the repeats that depend on how the bytes came. */
function record(xhr: XMLHttpRequest, log: string[] = []): string[] {
  const note = (line: string): void => {
    if (!/^(on)?readystatechange 3/.test(line) || !log.slice(-3).includes(line)) log.push(line);
  };
  for (const type of TYPES) {
    xhr.addEventListener(type, (event) => {
      const more = event instanceof ProgressEvent ? ` ${event.lengthComputable}` : '';
      if (type !== 'progress') note(`${type} ${xhr.readyState} ${xhr.status}${more} ${event.isTrusted} ${event.target === xhr}`);
    });
    xhr[`on${type}`] = () => {
      if (type !== 'progress') note(`on${type} ${xhr.readyState}`);
    };
  }
  return log;
}
const ended = (kit: Kit, xhr: XMLHttpRequest): Promise<unknown> => kit.event(xhr, 'loadend');
const facts = (xhr: XMLHttpRequest): unknown => [
  xhr.readyState,
  xhr.status,
  xhr.statusText,
  xhr.responseURL,
  xhr.responseType,
  xhr.timeout,
  xhr.withCredentials,
  xhr.getAllResponseHeaders().replaceAll(/^(date|connection|keep-alive|transfer-encoding):.*\r\n/gm, ''),
  xhr.getResponseHeader('Content-Type'),
  Reflect.ownKeys(xhr).map(String),
];

for (const type of ['text/event-stream', 'Text/Event-Stream; charset=utf-8', 'application/x-ndjson', 'text/plain', '']) {
  register(`an XHR answered with "${type}"`, async (kit) => {
    const xhr = new XMLHttpRequest();
    const log = record(xhr);
    xhr.open('GET', kit.url([{ head: { headers: { 'content-type': type } } }, ...steps]));
    xhr.setRequestHeader('Accept', 'text/event-stream');
    const opened = facts(xhr);
    xhr.send();
    await ended(kit, xhr);
    return [opened, log, xhr.responseText, xhr.response as unknown, facts(xhr)];
  });
}
for (const type of ['', 'text', 'arraybuffer', 'blob', 'json', 'document'] as const) {
  register(`an XHR of response type "${type}"`, async (kit) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', kit.url(steps));
    xhr.responseType = type;
    const log = record(xhr);
    const during: unknown[] = [];
    xhr.onprogress = () => xhr.readyState === 3 && during.push(type === '' || type === 'text' ? xhr.responseText.startsWith('data: ü') : xhr.response === null);
    xhr.send();
    await ended(kit, xhr);
    const response: unknown = xhr.response;
    return [
      log,
      during.every(Boolean),
      response === xhr.response,
      typeof response === 'string'
        ? response
        : response instanceof ArrayBuffer
          ? response.byteLength
          : response instanceof Blob
            ? response.size
            : String(response),
      thrown(() => xhr.responseText),
      xhr.responseType,
    ];
  });
}
register('the text grows, and is the same at each reading', async (kit) => {
  const name = kit.name();
  const xhr = new XMLHttpRequest();
  xhr.open('GET', kit.url([{ send: { data: '0' } }, { hold: true }], { name }));
  const texts: string[] = [];
  xhr.onprogress = () => texts.push(xhr.responseText);
  xhr.send();
  for (const data of ['1', '2']) {
    await kit.until('it grew', () => texts.at(-1)?.includes(`data: ${Number(data) - 1}`) === true);
    await kit.push(name, [{ send: { data } }]);
  }
  await kit.until('all', () => texts.at(-1)?.includes('2') === true);
  xhr.abort();
  return [texts.every((text, i) => text.startsWith(texts[i - 1] ?? '')), texts.at(-1), xhr.responseText, xhr.readyState];
});
register('abort: before, during, after, and in a handler', async (kit) => {
  const results: unknown[] = [];
  const opened = new XMLHttpRequest();
  const first = record(opened);
  opened.open('GET', kit.url(steps));
  opened.abort();
  results.push(first, opened.readyState);
  for (const when of ['sent', 'headers', 'loading', 'done']) {
    const name = kit.name();
    const xhr = new XMLHttpRequest();
    const log = record(xhr);
    xhr.open('POST', kit.url(when === 'done' ? steps : [{ send: { data: 'a' } }, { hold: true }], { name }));
    let aborted = false;
    const abort = (): void => {
      aborted = true;
      xhr.abort();
    };
    xhr.addEventListener('readystatechange', () => {
      if ((when === 'headers' && xhr.readyState === 2) || (when === 'loading' && xhr.readyState === 3) || (when === 'done' && xhr.readyState === 4)) abort();
    });
    xhr.send('body');
    if (when === 'sent') abort();
    await kit.until('it was aborted', () => aborted);
    await wait(100); // and nothing follows
    results.push([when, log, xhr.readyState, xhr.responseText, xhr.status]);
    if (when === 'loading') await kit.logged(name, ([request]) => request?.end !== undefined);
  }
  return results;
});
register('a timeout, a cut, a refusal', async (kit) => {
  const results: unknown[] = [];
  for (const [timeout, url] of [
    [1000, kit.url([{ send: { data: 'a' } }, { hold: true }])],
    [0, kit.url([{ send: { data: 'a' } }, { wait: 30 }, { cut: true }])],
    [0, 'http://127.0.0.1:1/'],
    [0, kit.url(steps, { origin: kit.there })],
  ] as const) {
    const xhr = new XMLHttpRequest();
    const log = record(xhr);
    xhr.open('GET', url);
    xhr.setRequestHeader('accept', 'text/event-stream');
    xhr.timeout = timeout;
    xhr.send();
    await ended(kit, xhr);
    results.push([log, xhr.responseText, xhr.status]);
  }
  return results;
});
register('one object for many requests, opened again in the middle', async (kit) => {
  const xhr = new XMLHttpRequest();
  const log = record(xhr);
  xhr.open('GET', kit.url([{ send: { data: 'a' } }, { hold: true }]));
  xhr.send();
  await kit.until('the first', () => xhr.responseText.length > 0);
  xhr.open('POST', kit.url(steps));
  const between = [xhr.readyState, xhr.responseText];
  xhr.send('x');
  await ended(kit, xhr);
  const second = xhr.responseText;
  xhr.open('GET', '/sse/204');
  xhr.send();
  await ended(kit, xhr);
  return [log, between, second, xhr.status];
});
register('opened again in the handler of its end', async (kit) => {
  const xhr = new XMLHttpRequest();
  const texts: string[] = [];
  await new Promise<void>((resolve) => {
    xhr.onreadystatechange = () => {
      if (xhr.readyState !== 4) return;
      texts.push(xhr.responseText);
      if (texts.length === 3) return resolve();
      xhr.open('GET', kit.url(steps));
      xhr.send();
    };
    xhr.open('GET', kit.url(steps));
    xhr.send();
  });
  return texts;
});
register('a synchronous one', (kit) => {
  const xhr = new XMLHttpRequest();
  const log = record(xhr);
  xhr.open('GET', kit.url([{ send: { data: 'a' } }, { end: true }]), false);
  xhr.send();
  return [log, xhr.responseText, facts(xhr)];
});
register('what is refused', () => {
  const xhr = new XMLHttpRequest();
  return [
    thrown(() => xhr.send()),
    thrown(() => xhr.setRequestHeader('a', 'b')),
    thrown(() => (xhr.open as () => void).call(xhr)),
    thrown(() => xhr.open('CONNECT', '/')),
    thrown(() => xhr.open('a b', '/')),
    thrown(() => xhr.open('GET', 'http://[')),
    (xhr.open('get', '/sse/204'), thrown(() => xhr.setRequestHeader('a b', 'c'))),
    thrown(() => xhr.setRequestHeader('a', 'ü€')),
    thrown(() => (xhr.setRequestHeader as (name: string) => void).call(xhr, 'a')),
    xhr.readyState,
  ];
});
register('XHR: arguments are converted once, and in order', async (kit) => {
  const seen: string[] = [];
  const text = (name: string, value: string): string => ({ toString: () => (seen.push(name), value) }) as never;
  const name = kit.name();
  const xhr = new XMLHttpRequest();
  xhr.open(text('method', 'post'), text('url', kit.url(steps, { name })));
  xhr.setRequestHeader(text('name', 'X-A'), text('value', 'b'));
  xhr.setRequestHeader('x-a', 'c');
  xhr.send({ toString: () => (seen.push('body'), 'body') } as never);
  await ended(kit, xhr);
  const [request] = await kit.log(name);
  return [seen, request?.method, request?.headers['x-a'], request?.body];
});
register('uploads keep their events, and ask no leave of another origin', async (kit) => {
  const log: string[] = [];
  const xhr = new XMLHttpRequest();
  for (const type of ['loadstart', 'load', 'loadend'] as const) xhr.upload.addEventListener(type, () => log.push(type));
  xhr.open('POST', kit.url(steps));
  xhr.send('x'.repeat(1000));
  await ended(kit, xhr);
  const name = kit.name();
  const other = new XMLHttpRequest();
  other.open('GET', kit.url(steps, { name, origin: kit.there, cors: 'star' }));
  other.send();
  await ended(kit, other);
  return [log, (await kit.log(name)).map(({ method }) => method), other.responseText];
});
register('listeners of the page are called in its order, and can be stopped', async (kit) => {
  const xhr = new XMLHttpRequest();
  const log: string[] = [];
  xhr.addEventListener('load', () => log.push('first'));
  xhr.onload = () => log.push('handler');
  xhr.open('GET', kit.url(steps));
  xhr.addEventListener('load', () => log.push('captured'), true);
  xhr.addEventListener('load', (event) => {
    log.push('stops');
    event.stopImmediatePropagation();
  });
  xhr.addEventListener('load', () => log.push('never'));
  xhr.send();
  await ended(kit, xhr);
  xhr.dispatchEvent(new ProgressEvent('progress'));
  xhr.dispatchEvent(new Event('readystatechange'));
  return log;
});
