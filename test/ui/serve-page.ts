/** Builds a page under `test/ui` and serves it on a free port: a page that is opened often loads faster built than from source. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';

export interface PageServer {
  url: string;
  close(): Promise<void>;
}

/**
 * @param path of the page below `test/ui`, as `messages-page/index.html`.
 * @param alias what stands in for which packages.
 */
export async function servePage(path: string, alias: Readonly<Record<string, string>> = {}): Promise<PageServer> {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const outDir = await mkdtemp(join(tmpdir(), 'ui-page-'));
  const input = join(root, 'test/ui', path);
  const shared = { root, configFile: false, logLevel: 'error', oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } }, resolve: { alias } } as const;
  await build({ ...shared, build: { outDir, emptyOutDir: true, minify: false, target: 'es2023', rollupOptions: { input } } });
  const server = await preview({ ...shared, build: { outDir }, preview: { host: '127.0.0.1', port: 0, strictPort: false } });
  const address = server.httpServer.address();
  if (!address || typeof address === 'string') throw new Error('the page server has no port');
  return {
    url: `http://127.0.0.1:${address.port}/${relative(root, input)}`,
    async close() {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
