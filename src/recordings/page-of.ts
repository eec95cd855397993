/** Of which page a recording is: what DevTools says, unless the tab is further already, or DevTools cannot say. Pure. */
import type { Capture } from '../core/model/types.ts';
import type { Recording } from './recording.ts';

export function pageOf({ sessions }: Pick<Capture, 'sessions'>, told: Recording['page']): Recording['page'] {
  let top: Recording['page'] | undefined;
  for (const { document } of sessions.values()) if (document.frame.frameId === 0 && document.url !== '') top = document;
  if (top === undefined || top.url === told.url) return told;
  // An address without what follows `#` is the same document's.
  return bare(top.url) === bare(told.url) ? told : { url: top.url, title: top.title };
}

function bare(url: string): string {
  return url.replace(/#.*/s, '');
}
