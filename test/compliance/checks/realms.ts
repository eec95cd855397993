/** Frames of every kind, and workers. */
import { must, register, thrown, type Kit } from './kit.ts';

type Realm = Window & typeof globalThis;

const inside = (frame: HTMLIFrameElement): Realm => frame.contentWindow as Realm;

/** What a realm's EventSource is like, and whether it works from this one. */
async function works({ url, keep, event, name }: Kit, realm: Realm): Promise<unknown> {
  const source = keep(new realm.EventSource(url([{ send: { data: 'a' } }, { hold: true }], { name: name(), cors: 'star' })));
  must('of its realm', Object.getPrototypeOf(source), realm.EventSource.prototype);
  const message = (await event(source, 'message')) as MessageEvent;
  source.close();
  return [
    source instanceof EventSource,
    source instanceof realm.EventSource,
    source.constructor === realm.EventSource,
    message instanceof realm.MessageEvent,
    message instanceof MessageEvent,
    message.isTrusted,
    message.data,
    realm.EventSource === EventSource,
    Object.getPrototypeOf(realm.EventSource) === realm.EventTarget,
    Object.getOwnPropertyNames(realm.EventSource),
    thrown(() => new realm.EventSource('http://['), realm),
    thrown(() => (realm.EventSource as unknown as () => void)(), realm),
  ];
}

register('about:blank, at once after append', (kit) => {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const result = works(kit, inside(frame));
  return result.finally(() => frame.remove());
});
register('about:blank, the constructor taken at once, is that of later', async ({ frame }) => {
  const early = document.createElement('iframe');
  document.body.append(early);
  const { EventSource: first, EventTarget: target } = inside(early);
  await new Promise((resolve) => setTimeout(resolve, 20));
  const same = [inside(early).EventSource === first, inside(early).EventTarget === target, inside(early).EventSource.prototype.constructor === first];
  early.remove();
  await frame({});
  return same;
});
register('about:blank, after load', async (kit) => works(kit, inside(await kit.frame({}))));
register('srcdoc', async (kit) => works(kit, inside(await kit.frame({ srcdoc: '<p>x' }))));
register('same origin', async (kit) => works(kit, inside(await kit.frame({ src: '/blank' }))));
register('blob:', async (kit) => works(kit, inside(await kit.frame({ src: URL.createObjectURL(new Blob(['<p>x'], { type: 'text/html' })) }))));
register('javascript:', async (kit) => works(kit, inside(await kit.frame({ src: "javascript:'<p>x'" }))));
register('document.write into about:blank', async (kit) => {
  const frame = await kit.frame({});
  const before = inside(frame).EventSource;
  const inner = frame.contentDocument as Document;
  inner.open();
  inner.write('<script>made = new EventSource("/sse/silent"); made.close();</script>');
  inner.close();
  const realm = inside(frame) as Realm & { made: EventSource };
  return [realm.EventSource === before, realm.made instanceof before, realm.made.constructor === before, await works(kit, realm)];
});
register('a frame in a frame', async (kit) => {
  const outer = inside(await kit.frame({ srcdoc: '<iframe></iframe>' }));
  return works(kit, outer.frames[0] as Realm);
});
register('a source of a frame that is removed', async (kit) => {
  const frame = await kit.frame({});
  const realm = inside(frame);
  const name = kit.name();
  const source = kit.keep(new realm.EventSource(kit.url([{ send: { data: 'a' } }, { hold: true }], { name })));
  const message = await new Promise((resolve) => (source.onmessage = resolve));
  must('it came', (message as MessageEvent).data, 'a');
  const Kept = realm.EventSource;
  frame.remove();
  const [request] = await kit.logged(name, ([it]) => it?.end !== undefined);
  return [
    request?.end?.by,
    source.readyState,
    thrown(() => new Kept('/sse/204')),
    thrown(() => source.addEventListener('x', () => {})),
    thrown(() => source.close()),
  ];
});
register('methods of one realm on a source of another', async ({ frame, open, event, url, keep }) => {
  const realm = inside(await frame({}));
  const ours = open([{ send: { type: 'named', data: 'a' } }, { hold: true }]);
  const theirs = keep(new realm.EventSource(url([{ send: { type: 'named', data: 'b' } }, { hold: true }])));
  const seen: string[] = [];
  realm.EventTarget.prototype.addEventListener.call(ours, 'named', (it) => seen.push((it as MessageEvent<string>).data));
  EventTarget.prototype.addEventListener.call(theirs, 'named', (it) => seen.push((it as MessageEvent<string>).data));
  await Promise.all([event(ours, 'named'), event(theirs, 'named')]);
  realm.EventSource.prototype.close.call(ours);
  EventSource.prototype.close.call(theirs);
  return [seen.toSorted(), ours.readyState, theirs.readyState];
});
/** Runs in frames and workers whose origin or thread is not ours. */
const AWAY = `(async (url) => {
  const source = new EventSource(url);
  const message = await new Promise((resolve, reject) => { source.onmessage = resolve; source.onerror = () => reject(new Error('error event')); });
  source.close();
  return [self.origin, message.data, message.origin, message.isTrusted, message.target === source, source.constructor === EventSource, Object.getOwnPropertyNames(EventSource), Object.getOwnPropertyNames(self).length > 50, source.readyState];
})`;
/** A frame answers its parent. */
const telling = (url: string): string =>
  `<script>${AWAY}(${JSON.stringify(url).replaceAll('<', '\\u003c')}).then((facts) => parent.postMessage({ facts }, '*'), (error) => parent.postMessage({ error: String(error) }, '*'));</script>`;
const told = async (kit: Kit, attributes: Record<string, string>): Promise<unknown> => {
  const answer = kit.event(window, 'message');
  await kit.frame(attributes);
  return ((await answer) as MessageEvent<unknown>).data;
};
register('sandboxed', (kit) => told(kit, { sandbox: 'allow-scripts', srcdoc: telling(kit.url([{ send: { data: 'a' } }, { hold: true }], { cors: 'star' })) }));
register('data:', (kit) =>
  told(kit, { src: `data:text/html,${encodeURIComponent(telling(kit.url([{ send: { data: 'a' } }, { hold: true }], { cors: 'star' })))}` }),
);
register('another origin', (kit) =>
  told(kit, {
    src: `${kit.there}/blank?${new URLSearchParams({ body: telling(kit.url([{ send: { data: 'a' } }, { hold: true }], { origin: kit.there })) }).toString()}`,
  }),
);

const WORKER_FACTS = AWAY;
const shapeOfWorker = `({ text: Function.prototype.toString.call(EventSource), add: Function.prototype.toString.call(EventTarget.prototype.addEventListener), own: Object.getOwnPropertyNames(self).filter((key) => key !== 'facts') })`;
register('a dedicated worker is untouched', async (kit) => {
  const code = (url: string): string =>
    `${WORKER_FACTS}(${JSON.stringify(url)}).then((facts) => postMessage([facts, ${shapeOfWorker}]), (error) => postMessage(String(error)));`;
  const results: unknown[] = [];
  for (const type of ['classic', 'module'] as const) {
    const worker = new Worker(URL.createObjectURL(new Blob([code(kit.url([{ send: { data: 'a' } }, { hold: true }]))], { type: 'text/javascript' })), { type });
    results.push(((await kit.event(worker, 'message')) as MessageEvent<unknown>).data);
    worker.terminate();
  }
  return results;
});
register('a shared worker is untouched', async (kit) => {
  const code = `onconnect = ({ ports: [port] }) => ${WORKER_FACTS}(${JSON.stringify(kit.url([{ send: { data: 'a' } }, { hold: true }]))}).then((facts) => port.postMessage([facts, ${shapeOfWorker}]), (error) => port.postMessage(String(error)));`;
  const worker = new SharedWorker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
  worker.port.start();
  return ((await kit.event(worker.port, 'message')) as MessageEvent<unknown>).data;
});
