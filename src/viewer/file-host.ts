/** The host of a panel that shows a file: nothing moves in it, and its "now" is the end of the file. */
import { signal } from '@preact/signals';
import type { Host } from '../panel/state/host.ts';
import type { OpenedFile } from './file-reading.ts';

/** What a file's host has of the page around it. */
export type Surroundings = Pick<Host, 'theme' | 'settings' | 'copy' | 'download'>;

/** @param compare compares two of its connections, or one with a file. */
export function createFileHost({ facts, ask, onVersion }: OpenedFile, surroundings: Surroundings, compare?: Host['compare']): Host {
  return {
    ...surroundings,
    ask,
    onVersion,
    visible: signal(true),
    browser: /firefox/i.test(facts.header?.browser ?? '') ? 'firefox' : 'chromium',
    page: signal(facts.header?.page ?? { url: '', title: facts.name }),
    // Sparklines and open bars end where the file ends, not today.
    now: () => facts.until,
    exportMeta: async () => ({
      page: facts.header?.page ?? { url: '', title: facts.name },
      generator: facts.header?.generator ?? '',
      browser: facts.header?.browser ?? '',
      createdAt: Date.parse(facts.header?.createdAt ?? '') || facts.until,
      redacted: facts.header?.redacted,
      filtered: facts.header?.filtered,
    }),
    // There is no page behind a file.
    reloadPage: () => undefined,
    file: signal({ name: facts.name }),
    compare,
  };
}
