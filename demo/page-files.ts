/** The demo's pages, from disk: `/` is the start page, `/name` is `pages/name.html`. Nothing outside that folder is ever read. */
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname } from 'node:path';

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
/** No dot but that of the ending, and no slash: so no way up. */
const FILE_NAME = /^\/([a-z0-9-]*)(\.(?:js|css|svg|html))?$/;

/** Answers with a page, or 404. */
export async function servePage(pathname: string, response: ServerResponse): Promise<void> {
  const [, name, ending] = FILE_NAME.exec(pathname) ?? [];
  const file = name === undefined ? undefined : `${name || 'index'}${ending ?? '.html'}`;
  try {
    if (file === undefined) throw new Error('not a file name');
    const body = await readFile(new URL(`./pages/${file}`, import.meta.url));
    response.writeHead(200, { 'content-type': `${TYPES[extname(file)] ?? 'text/plain'}; charset=utf-8`, 'cache-control': 'no-cache' });
    response.end(body);
  } catch {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Nothing here. The start page is at /\n');
  }
}
