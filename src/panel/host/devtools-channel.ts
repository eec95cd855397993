/** What the DevTools page tells the panel of the same tab: whether the panel is in front, and what page is inspected. */
import { signal, type ReadonlySignal } from '@preact/signals';
import { isRecord } from '../../wire/protocol/guard.ts';
import type { Host } from '../state/host.ts';

/** What is needed of a `BroadcastChannel`; tests bring their own. */
export interface Channel {
  postMessage(message: { kind: 'visible?' } | { kind: 'place'; place: unknown }): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

export interface DevtoolsChannel {
  visible: ReadonlySignal<boolean>;
  page: ReadonlySignal<{ url: string; title: string }>;
  /** Whether the extension may see what pages do. */
  access: ReadonlySignal<boolean>;
  /** What the panel's last document saved; the DevTools page keeps it. */
  place: NonNullable<Host['place']>;
}

/**
 * A hidden panel still reports `visible` to its document, so the DevTools page says it, from `onShown` and `onHidden`.
 * Until it has answered, the panel counts as visible: it has just been opened, and an answer that is lost must not leave it blank.
 */
export function listenToDevtools(channel: Channel): DevtoolsChannel {
  const visible = signal(true);
  const page = signal({ url: '', title: '' });
  const access = signal(true);
  let placeIs: (place: unknown) => void = () => undefined;
  const place = new Promise<unknown>((resolve) => (placeIs = resolve));
  channel.onmessage = (event) => {
    const message = readFromDevtools(event.data);
    if (message?.kind === 'visible') visible.value = message.visible;
    if (message?.kind === 'page') page.value = { url: message.url, title: message.title };
    if (message?.kind === 'place') placeIs(message.place);
    if (message?.kind === 'access') access.value = message.granted;
  };
  channel.postMessage({ kind: 'visible?' });
  return { visible, page, access, place: { load: () => place, save: (value) => channel.postMessage({ kind: 'place', place: value }) } };
}

type FromDevtools =
  | { kind: 'visible'; visible: boolean }
  | { kind: 'access'; granted: boolean }
  | { kind: 'place'; place: unknown }
  | { kind: 'page'; url: string; title: string };

function readFromDevtools(data: unknown): FromDevtools | null {
  if (!isRecord(data)) return null;
  const { kind, visible, granted, url, title } = data;
  if (kind === 'visible' && typeof visible === 'boolean') return { kind, visible };
  if (kind === 'page' && typeof url === 'string' && typeof title === 'string') return { kind, url, title };
  if (kind === 'place') return { kind, place: data['place'] };
  if (kind === 'access' && typeof granted === 'boolean') return { kind, granted };
  return null;
}
