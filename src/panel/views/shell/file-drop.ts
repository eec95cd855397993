/** A capture file that is dropped on the panel. DevTools lets a panel hand nothing over, so the page that shows files opens and asks for it. */
import { useEffect } from 'preact/hooks';
import type { Host } from '../../state/host.ts';

export function useFileDrop(host: Host): void {
  useEffect(() => {
    if (host.openViewer === undefined) return undefined;
    const end = new AbortController();
    const allow = (event: DragEvent): void => {
      // Without this the browser would show the file itself, in place of the panel.
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    document.addEventListener('dragover', allow, { signal: end.signal });
    document.addEventListener(
      'drop',
      (event) => {
        const file = event.dataTransfer?.files[0];
        if (file === undefined) return;
        event.preventDefault();
        host.openViewer?.(file.name);
      },
      { signal: end.signal },
    );
    return () => end.abort();
  }, [host]);
}
