/**
 * Who speaks. A renderer that was taken over can speak as the content scripts in it, so whoever listens within the extension asks whether it is a page of
 * ours or a document; what a sender says of itself the browser has filled in, and checked.
 */
import { isRecord } from './guard.ts';

/** The part of `runtime` that is used. @note It throws once the extension was updated, so it is asked at once. */
export interface Self {
  readonly id: string;
  getURL(path: string): string;
}

/**
 * @returns whether a sender is a page (or the background) of this extension. Not by `sender.tab`: the board and the viewer are in tabs, and content scripts
 * are in no tab where a page is loaded ahead.
 */
export function ownPages(self: Self): (sender: unknown) => boolean {
  const { id } = self;
  const base = self.getURL('');
  return (sender) =>
    isRecord(sender) &&
    sender.id === id &&
    typeof sender.url === 'string' &&
    sender.url.startsWith(base) &&
    (sender.origin === undefined || sender.origin === base.slice(0, -1));
}
