/** Reads a file that holds a capture, in whatever format, as the viewer does. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { Imported } from '../src/core/import/create-import.ts';
import { readCapture } from '../src/file-input/read-capture.ts';
import { CliError, EXIT, reasonOf } from './exit.ts';

/**
 * Of a damaged file what stands before the damage is kept, and `say` is told where that is.
 * @throws CliError when there is no such file, or nothing in it can be used
 */
export async function importFile(file: string, say: (line: string) => void): Promise<Imported> {
  const { imported, broken } = await read(file);
  const wrong = imported.error?.message ?? broken;
  if (imported.capture.connections.size === 0) {
    throw new CliError(EXIT.usage, wrong === null ? `${file} holds no connection: there is nothing to use in it` : `${file} cannot be read: ${wrong}`);
  }
  if (wrong !== null) say(`${file} is damaged, what stands before is used: ${wrong}`);
  return imported;
}

async function read(file: string): ReturnType<typeof readCapture> {
  const found = await stat(file).catch((error: unknown) => error);
  if (found instanceof Error) throw new CliError(EXIT.usage, 'code' in found && found.code === 'ENOENT' ? `there is no file ${file}` : reasonOf(found));
  const { size, mtimeMs, isDirectory } = found as Awaited<ReturnType<typeof stat>>;
  if (isDirectory.call(found)) throw new CliError(EXIT.usage, `${file} is a folder: name a file in it`);
  const bytes = Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>;
  return readCapture({ name: path.basename(file), size: Number(size), lastModified: Number(mtimeMs) }, bytes, { onProgress: () => undefined });
}
