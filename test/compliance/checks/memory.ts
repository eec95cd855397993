/** Garbage collection; needs `gc()` (Chromium: --js-flags=--expose-gc) or `TestUtils.gc()` (Firefox: dom.testing.testutils.enabled). Judged by WeakRefs and the server's log. */
import { register, wait, type Kit } from './kit.ts';

const collect = async (): Promise<void> => {
  const { gc, TestUtils } = globalThis as unknown as { gc?: (options: { execution: 'async' }) => Promise<void>; TestUtils?: { gc(): Promise<void> } };
  // Several rounds: wrappers and what they hold go one after the other.
  for (let round = 0; round < 4; round += 1) {
    await (gc ? gc({ execution: 'async' }) : TestUtils?.gc());
    await wait(10);
  }
};

/** Makes a source in a frame of its own on the stack, and gives only a weak reference away. */
async function made(kit: Kit, name: string, prepare: (source: EventSource) => void = () => {}): Promise<WeakRef<EventSource>> {
  const reference = (() => {
    const source = new EventSource(kit.url([{ send: { type: 'named', data: 'a' } }, { hold: true }], { name }));
    prepare(source);
    return new WeakRef(source);
  })();
  await kit.logged(name, ([request]) => request?.holding === true);
  await wait(20);
  return reference;
}

const outcome = async (kit: Kit, name: string, reference: WeakRef<EventSource>): Promise<unknown> => {
  await collect();
  await wait(50);
  await collect();
  const collected = reference.deref() === undefined;
  const facts = { collected, connection: collected ? await kit.ended(name) : ((await kit.log(name))[0]?.end?.by ?? 'open') };
  reference.deref()?.close();
  return facts;
};

const scenarios: Record<string, (source: EventSource) => void> = {
  'open, without any listener': () => {},
  'open, with onmessage': (source) => {
    source.onmessage = () => {};
  },
  'open, with onopen': (source) => {
    source.onopen = () => {};
  },
  'open, with onerror': (source) => {
    source.onerror = () => {};
  },
  'open, with a listener for a named type': (source) => source.addEventListener('named', () => {}),
  'open, with a handler that was unset': (source) => {
    source.onmessage = () => {};
    source.onmessage = null;
  },
  'open, with a listener that was removed': (source) => {
    const listener = (): void => {};
    source.addEventListener('message', listener);
    source.removeEventListener('message', listener);
  },
};
for (const [what, prepare] of Object.entries(scenarios)) {
  register(`unreferenced: ${what}`, async (kit) => {
    const name = kit.name();
    return outcome(kit, name, await made(kit, name, prepare));
  });
}
register('unreferenced: closed', async (kit) => {
  const name = kit.name();
  const reference = await made(kit, name, (source) => {
    source.addEventListener('named', () => source.close());
  });
  await kit.logged(name, ([request]) => request?.end !== undefined);
  return outcome(kit, name, reference);
});
register('unreferenced: refused', async () => {
  const reference = (() => new WeakRef(new EventSource('/sse/404')))();
  // Longer than the answer takes on a busy machine.
  await wait(500);
  await collect();
  return reference.deref() === undefined;
});
register('messages are not kept when the page does not', async (kit) => {
  let reference: WeakRef<Event> | undefined;
  const source = kit.open([{ send: { data: 'a' } }, { send: { type: 'end', data: 'b' } }, { hold: true }]);
  source.addEventListener('message', (it) => (reference = new WeakRef(it)));
  await kit.until('it came', () => reference !== undefined);
  await wait(50);
  await collect();
  return reference?.deref() === undefined;
});
