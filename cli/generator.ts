/** The program and its version, as files say who made them. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from './build-extension.ts';

export async function generator(): Promise<string> {
  const { version } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };
  return `sse-scope ${version}`;
}
