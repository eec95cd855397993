/** `decode`: files in, one JSON object a line out. */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { decode } from '../../../cli/decode-command.ts';
import { fakeContext } from './command-context.ts';

const SAMPLES = path.resolve(import.meta.dirname, '../../files/protocols');
const CHAT = path.join(SAMPLES, 'ollama-chat.ndjson');

async function run(...args: string[]): Promise<{ code: number; printed: string; said: string[] }> {
  const context = fakeContext();
  const code = await decode(args, context);
  return { code, printed: context.printed(), said: context.said };
}

async function fileOf(name: string, text: string): Promise<string> {
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'decode-')), name);
  await writeFile(file, text);
  return file;
}

test('each recognised stream is a line of JSON', async () => {
  const { code, printed, said } = await run(CHAT);
  expect([code, said]).toEqual([0, []]);
  const lines = printed.trimEnd().split('\n');
  expect(lines).toHaveLength(1);
  const record: unknown = JSON.parse(lines[0]!);
  expect(record).toMatchObject({
    connection: 1,
    attempt: 1,
    protocol: 'ollama',
    certainty: 'certain',
    verdict: 'complete',
    parts: [
      { kind: 'reasoning', text: 'Sun or rain?' },
      { kind: 'text', text: 'Rain by noon.' },
      { kind: 'call', name: 'wind', arguments: { port: 'Husum' } },
    ],
    facts: { model: 'tiny', stopReason: 'stop', usage: { input: 12, output: 9 } },
    faults: [],
  });
  // Where pieces came from are numbers of one program's memory.
  expect(printed).not.toContain('"pieces"');
});

test('the answers alone, and a transcript', async () => {
  expect((await run(CHAT, '--format', 'text')).printed).toBe('Rain by noon.\n');
  const { printed } = await run(CHAT, '--format', 'markdown');
  expect(printed).toContain('## Ollama: tiny');
  expect(printed).toContain('> Sun or rain?');
  expect(printed).toContain('**Call wind**\n\n```json\n{\n  "port": "Husum"\n}\n```');
});

test('another protocol than the wanted one is left out', async () => {
  expect(await run(CHAT, '--protocol', 'mcp')).toMatchObject({
    code: 0,
    printed: '',
    said: [expect.stringContaining('no protocol is recognised in 1 connection')],
  });
});

test('into a file', async () => {
  const out = path.join(await mkdtemp(path.join(tmpdir(), 'decode-')), 'out.ndjson');
  expect(await run(CHAT, '--out', out)).toMatchObject({ code: 0, printed: '' });
  expect(await readFile(out, 'utf8')).toBe((await run(CHAT)).printed);
});

test('a file that is damaged is decoded up to there, and the reason is said', async () => {
  const text = await readFile(path.resolve(SAMPLES, '../captures/damaged/cut.ndjson'), 'utf8');
  const { code, said } = await run(await fileOf('cut.ndjson', `${text}\n{"kind":`));
  expect(code).toBe(5);
  expect(said.at(-1)).toMatch(/is read up to an error: line \d+: /);
});

describe('what cannot be', () => {
  it.each([
    [['nowhere.sse'], 5, /cannot read nowhere\.sse: there is no such file/],
    [[SAMPLES], 5, /it is not a file/],
    [[], 2, /which file\?/],
    [[CHAT, '--format', 'xml'], 2, /there is no form "xml": json, text, markdown/],
    [[CHAT, '--protocol', 'chat'], 2, /there is no protocol "chat": openai-chat, /],
  ])('%j', async (args, code, message) => {
    await expect(run(...args)).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string });
  });

  it('a text that is none of the known files', async () => {
    await expect(run(await fileOf('x.txt', 'hello\n'))).rejects.toMatchObject({ code: 5, message: expect.stringContaining('none of the files') as string });
  });
});
