import { crx } from '@crxjs/vite-plugin';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { firefoxFolder } from './build/firefox-folder.ts';
import { flavourOf } from './build/flavour.ts';
import { licences } from './build/licences.ts';
import { locales } from './build/locales.ts';
import { programParts } from './build/program-parts.ts';
import { shortNames } from './build/short-names.ts';
import manifest from './manifest.json' with { type: 'json' };

export default defineConfig(({ mode }) => {
  const flavour = flavourOf(mode);
  const texts = licences();
  return {
    plugins: [
      preact(),
      texts.pages,
      programParts('pages'),
      crx({ manifest: flavour.manifest(manifest), browser: 'chrome' }),
      locales(),
      shortNames(),
      ...(mode === 'raw' ? [] : [firefoxFolder()]),
    ],
    worker: { format: 'es', plugins: () => [programParts('workers'), texts.workers()] },
    build: {
      outDir: flavour.folder,
      // The browsers that have everything we build on: `world: MAIN`, `match_origin_as_fallback`, and ports that the back/forward cache closes.
      target: ['chrome123', 'firefox142'],
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      rollupOptions: {
        // Not in the manifest, so named here: the panel (`devtools.panels.create` names it), the board as a page of its own, and the viewer of files.
        input: { panel: 'src/panel/panel.html', board: 'src/popup/board.html', viewer: 'src/viewer/viewer.html' },
      },
    },
  };
});
