import { describe, expect, it } from 'vitest';
import { listenToDevtools, type Channel } from '../../../../src/panel/host/devtools-channel.ts';

function setup() {
  const sent: unknown[] = [];
  const channel: Channel = { postMessage: (message) => void sent.push(message), onmessage: null };
  const devtools = listenToDevtools(channel);
  return { sent, devtools, receive: (data: unknown) => channel.onmessage?.(new MessageEvent('message', { data })) };
}

describe('what the DevTools page tells', () => {
  it('is asked for at once, and the panel counts as visible until then', () => {
    const { sent, devtools } = setup();
    expect(sent).toEqual([{ kind: 'visible?' }]);
    expect(devtools.visible.value).toBe(true);
  });

  it('changes visibility and page', () => {
    const { devtools, receive } = setup();
    receive({ kind: 'visible', visible: false });
    receive({ kind: 'page', url: 'http://localhost/', title: 'Demo' });
    expect(devtools.access.value).toBe(true);
    receive({ kind: 'access', granted: false });
    expect(devtools.access.value).toBe(false);
    expect(devtools.visible.value).toBe(false);
    expect(devtools.page.value).toEqual({ url: 'http://localhost/', title: 'Demo' });
  });

  it('gives the place that the last document saved, and takes the next', async () => {
    const { sent, devtools, receive } = setup();
    receive({ kind: 'place', place: { connection: 7 } });
    expect(await devtools.place.load()).toEqual({ connection: 7 });
    devtools.place.save({ connection: 8 });
    expect(sent).toContainEqual({ kind: 'place', place: { connection: 8 } });
  });

  it.each([
    null,
    'visible',
    { kind: 'visible' },
    { kind: 'visible', visible: 'no' },
    { kind: 'page', url: 1, title: '' },
    { kind: 'access' },
    { kind: 'visible?' },
  ])('is not %j', (noise) => {
    const { devtools, receive } = setup();
    receive(noise);
    expect(devtools.visible.value).toBe(true);
    expect(devtools.page.value).toEqual({ url: '', title: '' });
  });
});
