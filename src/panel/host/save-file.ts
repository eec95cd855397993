/** Hands a file to the browser's download. */
import type { Milliseconds } from '../../core/units.ts';

/** The browser reads the blob after the click has returned; long enough for a slow disk dialog, short enough to give the memory back. */
const KEEP_URL: Milliseconds = 60_000;

export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEEP_URL);
}
