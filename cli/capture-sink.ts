/** Where a capture is written: a file or standard output. */
import { open, stat, unlink } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { CliError, EXIT } from './exit.ts';

export interface CaptureSink {
  /** For the summary. */
  readonly name: string;
  /** Resolves when the text has been taken: the writer's back-pressure. */
  write(text: string): Promise<void>;
  /** All is written. Rejects if it did not reach its place. */
  finish(): Promise<void>;
  /** Nothing was written, and nothing will be: leaves the place as it was found. */
  abandon(): Promise<void>;
}

/**
 * Opens a file to write to, before anything else is begun, so that a place that cannot be written to is known at once.
 * What stood in the file stays until the first piece is written.
 * @throws CliError
 */
export async function fileSink(file: string): Promise<CaptureSink> {
  const before = await stat(file).catch(() => undefined);
  const failed = (error: unknown): CliError => new CliError(EXIT.file, `cannot write ${file}: ${whyNot(error)}`, { cause: error });
  const handle = await open(file, 'a').catch((error: unknown) => {
    throw failed(error);
  });
  let begun = false;
  return {
    name: file,
    async write(text) {
      try {
        // A pipe or a device has nothing to cut off.
        if (!begun && (before?.isFile() ?? true)) await handle.truncate(0);
        begun = true;
        await handle.appendFile(text);
      } catch (error) {
        throw failed(error);
      }
    },
    async finish() {
      await handle.close().catch((error: unknown) => {
        throw failed(error);
      });
    },
    async abandon() {
      await handle.close();
      if (before === undefined && !begun) await unlink(file);
    },
  };
}

/** @param stream `process.stdout`; it is not ended, since it is the process's. */
export function streamSink(stream: Writable): CaptureSink {
  let broken: Error | undefined;
  // Without a listener, a reader that goes away (`| head`) would be an uncaught exception.
  stream.on('error', (error) => (broken = error));
  return {
    name: 'standard output',
    write(text) {
      return new Promise((resolve, reject) => {
        const done = (error?: Error | null): void => {
          const reason = error ?? broken;
          if (reason) reject(new CliError(EXIT.file, `cannot write to standard output: ${whyNot(reason)}`, { cause: reason }));
          else resolve();
        };
        stream.write(text, done);
      });
    },
    finish: () => Promise.resolve(),
    abandon: () => Promise.resolve(),
  };
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  EPIPE: 'the reader went away',
};

function whyNot(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}
