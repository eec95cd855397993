/** A file of any kind that the viewer opens, as a capture. */
import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Imported } from '../src/core/import/create-import.ts';
import { readCapture } from '../src/file-input/read-capture.ts';
import { CliError, EXIT, reasonOf } from './exit.ts';

/**
 * What can be read of it. `imported.error` says where reading ended early.
 * @throws CliError where nothing can be read: no such file, a folder, none of the known kinds
 */
export async function readCaptureFile(file: string): Promise<Imported> {
  const failed = (why: string, cause?: unknown): CliError => new CliError(EXIT.file, `cannot read ${file}: ${why}`, { cause });
  const found = await stat(file).catch((error: unknown) => {
    throw failed((error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : reasonOf(error), error);
  });
  if (!found.isFile()) throw failed('it is not a file');
  const blob = await openAsBlob(file);
  const { imported, broken } = await readCapture({ name: path.basename(file), size: found.size, lastModified: found.mtimeMs }, blob.stream(), {
    onProgress: () => undefined,
  });
  if (broken !== null) imported.error ??= { line: 0, message: broken };
  if (imported.error !== null && imported.capture.connections.size === 0) throw failed(placed(imported.error));
  return imported;
}

/** An error of a file with its place. */
export function placed({ line, message }: { line: number; message: string }): string {
  return line > 0 ? `line ${line}: ${message}` : message;
}
