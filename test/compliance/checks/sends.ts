/**
 * What is sent, and what a redirect does with it: every kind of body, by `fetch` and `XMLHttpRequest`, from a page and from a worker.
 * The server's log is the judge. [spec] https://fetch.spec.whatwg.org/#bodyinit-unions
 */
import { register, thrown, type Kit } from './kit.ts';

const ANSWER = [{ send: { data: 'answered' } }, { end: true }] as const;

const BODIES: Record<string, () => unknown> = {
  nothing: () => undefined,
  null: () => null,
  'an empty string': () => '',
  'a string': () => 'tü\u0000🎉',
  'a lone surrogate': () => 'a\uD800b',
  URLSearchParams: () => new URLSearchParams({ a: 'ü &=', b: '' }),
  'a Blob': () => new Blob(['blöb']),
  'a Blob with a type': () => new Blob(['{"a":1}'], { type: 'Application/JSON;charset=UTF-8' }),
  'a File': () => new File(['file'], 'a.txt', { type: 'text/plain' }),
  'an ArrayBuffer': () => new TextEncoder().encode('buffer').buffer,
  'a part of a buffer': () => new Uint8Array(new TextEncoder().encode('0123456789').buffer, 2, 5),
  'a DataView': () => new DataView(new TextEncoder().encode('0123456789').buffer, 7),
  FormData: () => {
    const form = new FormData();
    form.append('text', 'ü\r\n"x"');
    form.append('a "file"', new File(['inside'], 'n"a\r\nme.bin', { type: 'x/y' }));
    return form;
  },
  'an object': () => ({ toString: () => 'an object of the page' }),
  'a number': () => 42,
};

/** A boundary is made up anew each time. */
const withoutBoundary = (text: string | undefined, type: string | undefined): string | null => {
  const boundary = /boundary=(\S+)/.exec(type ?? '')?.[1];
  return text === undefined ? null : boundary === undefined ? text : text.replaceAll(boundary, 'BOUNDARY');
};

/** What the server has been sent. */
async function seen(kit: Kit, name: string): Promise<unknown> {
  return (await kit.log(name)).map(({ method, headers, body }) => ({
    method,
    type: withoutBoundary(headers['content-type'], headers['content-type']),
    length: headers['content-type']?.includes('boundary') === true ? 'as long as its boundary' : (headers['content-length'] ?? null),
    body: withoutBoundary(body, headers['content-type']),
  }));
}

const sendByXHR = (kit: Kit, url: string, body: unknown): Promise<unknown> => {
  const xhr = new XMLHttpRequest();
  const log: string[] = [];
  for (const type of ['loadstart', 'load', 'error', 'loadend'] as const)
    xhr.upload.addEventListener(type, ({ loaded, lengthComputable }) => log.push(`${type} ${loaded > 0} ${lengthComputable}`));
  xhr.open('POST', url);
  xhr.send(body as XMLHttpRequestBodyInit);
  return kit.event(xhr, 'loadend').then(() => [log, xhr.responseText]);
};

/** One after the other, so that one is told from the next. */
async function each(send: (name: string, body: unknown) => Promise<unknown>, kit: Kit): Promise<unknown[]> {
  const all: unknown[] = [];
  for (const [what, make] of Object.entries(BODIES)) {
    const name = kit.name();
    all.push([what, await send(name, make()), await seen(kit, name)]);
  }
  return all;
}
register('sent by fetch: every kind of body', (kit) =>
  each(async (name, body) => (await fetch(kit.url(ANSWER, { name }), { method: 'POST', body: body as BodyInit })).text(), kit),
);
register('sent by an XHR: every kind of body', (kit) => each((name, body) => sendByXHR(kit, kit.url(ANSWER, { name }), body), kit));
register('sent by an XHR: a document', async (kit) => {
  const name = kit.name();
  const page = new DOMParser().parseFromString('<p title="ü">text</p>', 'text/html');
  const xml = new DOMParser().parseFromString('<a b="ü"/>', 'application/xml');
  return [await sendByXHR(kit, kit.url(ANSWER, { name }), page), await sendByXHR(kit, kit.url(ANSWER, { name }), xml), await seen(kit, name)];
});
register('sent by fetch: what a stream gives, and a body that has been used', async (kit) => {
  const body = (): ReadableStream => new Blob(['streamed']).stream();
  const url = kit.url(ANSWER);
  const used = new Response('once');
  await used.text();
  const failures = [];
  for (const init of [{ body: body() }, { body: used.body }, { body: body(), method: 'GET' }]) {
    failures.push(
      await fetch(url, { method: 'POST', ...init }).then(
        async (response) => response.text(),
        (error: unknown) => (error instanceof Error ? error.name : String(error)),
      ),
    );
  }
  return failures;
});

for (const redirect of ['follow', 'error', 'manual'] as const) {
  register(`redirects of a POST, in mode "${redirect}"`, async (kit) => {
    const all: unknown[] = [];
    for (const status of [301, 302, 303, 307, 308]) {
      const name = kit.name();
      const to = kit.url(ANSWER, { name });
      const url = `/sse/redirect?${new URLSearchParams({ stream: kit.name(), status: String(status), to }).toString()}`;
      const outcome = await fetch(url, { method: 'POST', body: 'carried', redirect }).then(
        async (response) => [response.type, response.status, response.redirected, response.url === new URL(to, location.href).href, await response.text()],
        (error: unknown) => (error instanceof Error ? error.name : String(error)),
      );
      all.push([status, outcome, await seen(kit, name)]);
    }
    return all;
  });
}
/** [spec: fetch] In this mode nobody follows, so nobody looks where it would lead: the answer is opaque. */
register('redirects in mode "manual" that lead nowhere', async (kit) => {
  const all: unknown[] = [];
  for (const to of ['unknown:', 'data:text/plain,here']) {
    for (const status of [301, 302, 303, 307, 308]) {
      const url = `/sse/redirect?${new URLSearchParams({ stream: kit.name(), status: String(status), to }).toString()}`;
      const outcome = await fetch(url, { redirect: 'manual' }).then(
        ({ type, status: shown }) => [type, shown],
        (error: unknown) => (error instanceof Error ? error.name : String(error)),
      );
      all.push([to, status, outcome]);
    }
  }
  return all;
});
register('redirects of an XHR: where it ends', async (kit) => {
  const name = kit.name();
  const xhr = new XMLHttpRequest();
  xhr.open('POST', `/sse/redirect?${new URLSearchParams({ stream: kit.name(), status: '307', to: kit.url(ANSWER, { name }) }).toString()}`);
  xhr.send('carried');
  await kit.event(xhr, 'loadend');
  return [xhr.status, xhr.responseURL.includes(name), xhr.responseText, await seen(kit, name)];
});

register('keepalive', async (kit) => {
  const name = kit.name();
  const request = new Request(kit.url(ANSWER, { name }), { method: 'POST', body: 'kept', keepalive: true });
  const answer = await (await fetch(request)).text();
  const large = await fetch(kit.url(ANSWER), { method: 'POST', body: 'x'.repeat(65_537), keepalive: true }).then(
    () => 'sent',
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  );
  return [request.keepalive, answer, large, await seen(kit, name), navigator.sendBeacon(kit.url(ANSWER), 'beacon')];
});
register('formData of a response: of both types, and of one that is none', async (kit) => {
  const read = async (type: string, raw: string): Promise<unknown> => {
    const response = await fetch(kit.url([{ head: { headers: { 'content-type': type } } }, { raw }, { end: true }]));
    return response.formData().then(
      async (form) =>
        Promise.all([...form].map(async ([key, value]) => [key, typeof value === 'string' ? value : [value.name, value.type, await value.text()]])),
      (error: unknown) => (error instanceof Error ? error.name : String(error)),
    );
  };
  const part = (head: string, body: string): string => `--b\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`;
  return [
    await read('application/x-www-form-urlencoded', 'a=%C3%BC+b&a=2&c'),
    await read('multipart/form-data; boundary=b', `${part('name="a"', 'ü')}${part('name="f"; filename="x.txt"', 'file')}--b--\r\n`),
    await read('text/event-stream', 'data: a\n\n'),
  ];
});
register('options that a request carries: cache, integrity, referrer', async (kit) => {
  const name = kit.name();
  const ask = (init: RequestInit): Promise<unknown> =>
    fetch(kit.url(ANSWER, { name }), init).then(
      (response) => response.text(),
      (error: unknown) => (error instanceof Error ? error.name : String(error)),
    );
  const answers = [
    await ask({ cache: 'no-store' }),
    await ask({ cache: 'only-if-cached', mode: 'same-origin' }),
    await ask({ integrity: 'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' }),
    await ask({ referrerPolicy: 'no-referrer' }),
    await ask({ credentials: 'omit', priority: 'low' }),
  ];
  return [answers, (await kit.log(name)).map(({ headers }) => [headers['referer'] !== undefined, headers['cache-control'] ?? null])];
});
register('a page that breaks the rules of a request: what is thrown', (kit) => {
  const url = kit.url(ANSWER);
  const xhr = new XMLHttpRequest();
  xhr.open('GET', url);
  return [
    // oxlint-disable-next-line unicorn/no-invalid-fetch-options -- that is what is asked
    thrown(() => new Request(url, { method: 'GET', body: 'x' })),
    thrown(() => new Request(url, { method: 'CONNECT' })),
    thrown(() => xhr.open('TRACE', url)),
    thrown(() => xhr.setRequestHeader('a b', 'c')),
    thrown(() => xhr.setRequestHeader('a', 'ü🎉')),
  ];
});

/** Runs in a worker: it sends by both, and reads the answers. */
const IN_WORKER = `async (urls) => {
  const form = new FormData();
  form.append('a', new Blob(['file']), 'b.bin');
  const bodies = ['tü', new URLSearchParams({ a: 'b' }), new Blob(['blob'], { type: 'x/y' }), new Uint8Array([97, 98]), form];
  const texts = [];
  for (const [i, body] of bodies.entries()) {
    texts.push(await (await fetch(urls[2 * i], { method: 'POST', body })).text());
    const xhr = new XMLHttpRequest();
    xhr.open('POST', urls[2 * i + 1]);
    texts.push(await new Promise((resolve) => { xhr.onloadend = () => resolve([xhr.status, xhr.responseText]); xhr.send(body); }));
  }
  return [texts, Function.prototype.toString.call(fetch), Function.prototype.toString.call(XMLHttpRequest.prototype.send), Object.getOwnPropertyNames(self).filter((key) => /sse|scope|hook/i.test(key))];
}`;
register('sent from a worker: by fetch and XHR, of every kind', async (kit) => {
  const names = Array.from({ length: 10 }, () => kit.name());
  const urls = names.map((name) => kit.url(ANSWER, { name }));
  const code = `(${IN_WORKER})(${JSON.stringify(urls)}).then(postMessage, (error) => postMessage(String(error)));`;
  const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
  const { data } = (await kit.event(worker, 'message')) as MessageEvent<unknown>;
  worker.terminate();
  return [data, await Promise.all(names.map((name) => seen(kit, name)))];
});
