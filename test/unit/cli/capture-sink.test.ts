import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileSink, streamSink } from '../../../cli/capture-sink.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sse-scope-sink-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a file', () => {
  test('gets the pieces in order', async () => {
    const file = path.join(folder, 'new.ndjson');
    const sink = await fileSink(file);
    await sink.write('one\n');
    await sink.write('zwölf\n');
    await sink.finish();
    expect(await readFile(file, 'utf8')).toBe('one\nzwölf\n');
  });

  test('that is there keeps its content until the first piece, and nothing of it after', async () => {
    const file = path.join(folder, 'old.ndjson');
    await writeFile(file, 'what was there before');
    const sink = await fileSink(file);
    expect(await readFile(file, 'utf8')).toBe('what was there before');
    await sink.write('new');
    await sink.finish();
    expect(await readFile(file, 'utf8')).toBe('new');
  });

  test('is left as it was found when nothing is written', async () => {
    const old = path.join(folder, 'kept.ndjson');
    await writeFile(old, 'kept');
    await (await fileSink(old)).abandon();
    expect(await readFile(old, 'utf8')).toBe('kept');
    await (await fileSink(path.join(folder, 'never.ndjson'))).abandon();
    expect(await readdir(folder)).not.toContain('never.ndjson');
  });

  test('that cannot be written says why', async () => {
    await mkdir(path.join(folder, 'taken'));
    await expect(fileSink(path.join(folder, 'taken'))).rejects.toMatchObject({ code: 5, message: expect.stringMatching(/taken: it is a folder$/) as string });
    await expect(fileSink(path.join(folder, 'no', 'such.ndjson'))).rejects.toMatchObject({
      code: 5,
      message: expect.stringMatching(/its folder does not exist$/) as string,
    });
  });

  test.runIf(process.platform === 'linux')('on a full disk says so', async () => {
    const sink = await fileSink('/dev/full');
    await expect(sink.write('x')).rejects.toMatchObject({ code: 5, message: 'cannot write /dev/full: the disk is full' });
    await sink.abandon();
  });
});

describe('a stream', () => {
  test('is waited for', async () => {
    let taken = '';
    let go: (() => void) | undefined;
    const slow = new Writable({
      write(chunk: Buffer, _, done) {
        taken += chunk.toString();
        go = done;
      },
    });
    const sink = streamSink(slow);
    let written = false;
    const writing = sink.write('piece').then(() => (written = true));
    await new Promise(setImmediate);
    expect({ taken, written }).toEqual({ taken: 'piece', written: false });
    go?.();
    await writing;
    expect(written).toBe(true);
  });

  test('whose reader went away is an error with a name, now and later', async () => {
    const broken = new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })) });
    const sink = streamSink(broken);
    await expect(sink.write('a')).rejects.toMatchObject({ code: 5, message: 'cannot write to standard output: the reader went away' });
    await expect(sink.write('b')).rejects.toMatchObject({ code: 5 });
  });
});
