/** Serves the workbench: `npx tsx test/workbench/serve.ts`, then open the address that it prints with `?scenario=full`. */
import { fileURLToPath } from 'node:url';
import preactPreset from '@preact/preset-vite';
import { createServer, type ViteDevServer } from 'vite';

/** The server listens on a free port of this machine only. Close it when done. */
export async function serveWorkbench(): Promise<{ url: string; server: ViteDevServer }> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    cacheDir: 'node_modules/.vite-workbench',
    plugins: [preactPreset({ devToolsEnabled: false, prefreshEnabled: false })],
    server: { host: '127.0.0.1', port: 0, hmr: false },
    optimizeDeps: { include: ['preact', 'preact/hooks', 'preact/jsx-runtime', 'preact/jsx-dev-runtime', '@preact/signals'] },
  });
  await server.listen();
  const address = server.resolvedUrls?.local[0];
  if (address === undefined) throw new Error('the workbench got no address');
  return { url: `${address}test/workbench/index.html`, server };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serveWorkbench();
  console.log(url);
}
