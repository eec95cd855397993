/** Findings in capture files: written behind what they are about, kept when such a file is read, and written again as they were. */
import { expect, it } from 'vitest';
import type { FindingRecord } from '../../../../src/core/capture-file/format.ts';
import { createDiagnosis } from '../../../../src/core/explain/diagnosis.ts';
import type { Finding } from '../../../../src/core/explain/finding.ts';
import { EXPORT_FORMAT_NAMES } from '../../../../src/core/export/formats.ts';
import { createRecorder } from '../../../../src/recorder/recorder.ts';
import type { ExportRequest } from '../../../../src/wire/protocol/questions.ts';
import { createSynthetic } from '../../../fixtures/synthetic-capture.ts';
import { captureOf, EPOCH } from '../drawing.ts';
import { piecesOf, textOf } from '../../recorder/pieces.ts';
import { again, exportText, importText, META } from './round.ts';

const REQUEST: ExportRequest = { format: 'ndjson', filter: {}, redact: false, meta: META };
const of = { session: 'doc', source: 1 };
const message = (n: number, type: string) => ({ kind: 'message' as const, ...of, at: EPOCH + 2 + n, type, lastEventId: '', data: String(n), heard: true });

function torn() {
  return captureOf([
    { kind: 'created', ...of, at: EPOCH, url: 'https://s.test/?token=abc', withCredentials: false, stack: '' },
    { kind: 'opened', ...of, at: EPOCH + 1 },
    message(0, 'message'),
    message(1, 'error'),
  ]);
}

const lines = (text: string): FindingRecord[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as FindingRecord)
    .filter(({ kind }) => kind === 'finding');

it('stand behind the records, with the seq of their message', () => {
  const capture = torn();
  const diagnosis = createDiagnosis(capture);
  diagnosis.update(EPOCH + 10);
  const findings = diagnosis.findings();
  expect(findings.map(({ rule }) => rule)).toContain('reserved-type');
  const text = exportText(capture, 'ndjson', { findings: () => findings });
  expect(lines(text)).toHaveLength(findings.length);
  expect(lines(text).find(({ rule }) => rule === 'reserved-type')).toMatchObject({
    connection: 1,
    seq: 1,
    severity: 'warning',
    params: { type: 'error' },
    count: 1,
  });
  expect(text.trimEnd().split('\n').at(-1)).toContain('"kind":"finding"');
});

it('come out of a file as they went in, in every format that loses nothing, and are not derived into it', async () => {
  const capture = torn();
  const diagnosis = createDiagnosis(capture);
  diagnosis.update(EPOCH + 10);
  const ndjson = exportText(capture, 'ndjson', { findings: () => diagnosis.findings() });
  expect(again(ndjson, 'ndjson')).toBe(ndjson);
  expect(again(again(ndjson, 'json'), 'ndjson')).toBe(ndjson);
  const recorder = createRecorder({ now: () => EPOCH + 20, schedule: () => undefined, capture: importText(ndjson).capture, fromFile: true });
  expect(recorder.ask('findings', { filter: {} })).toMatchObject({ total: diagnosis.findings().length, inFile: diagnosis.findings().length });
  const pieces = await piecesOf(recorder, REQUEST);
  expect(pieces).toHaveLength(1);
  expect(textOf(pieces)).toBe(ndjson);
});

it('are written of a capture that the recorder was handed over and records into', async () => {
  const recorder = createRecorder({ now: () => EPOCH + 20, schedule: () => undefined, capture: torn() });
  const [piece] = await piecesOf(recorder, REQUEST);
  expect(lines(piece!.text).map(({ rule }) => rule)).toContain('reserved-type');
});

it('are waited for while the diagnosis is not ready', () => {
  let ready: readonly Finding[] | null = null;
  let asked = 0;
  const text = exportText(torn(), 'ndjson', {
    findings: () => {
      if ((asked += 1) === 3) ready = [];
      return ready;
    },
  });
  expect(asked).toBe(3);
  expect(text).toBe(exportText(torn(), 'ndjson'));
});

it('lose credentials that stand in URLs of the evidence', () => {
  const capture = torn();
  const one: Finding = {
    rule: 'login-page',
    severity: 'error',
    group: 'failure',
    connection: 1,
    at: EPOCH,
    params: { url: 'https://s.test/login?token=abc' },
    count: 1,
  };
  for (const format of EXPORT_FORMAT_NAMES) expect(exportText(capture, format, { findings: () => [one], redact: true })).not.toContain('abc');
});

it('of a recorder stand in its file', async () => {
  const { recorder } = createSynthetic({ messages: 200, schedule: () => undefined });
  const { total } = recorder.ask('findings', { filter: {} });
  const text = textOf(await piecesOf(recorder, REQUEST));
  expect(total).toBeGreaterThan(0);
  expect(lines(text)).toHaveLength(total);
});
