import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createImport } from '../../../src/core/import/create-import.ts';
import { emptyReason } from '../../../src/panel/views/messages/empty-reason.ts';
import { noticesOf } from '../../../src/panel/views/shell/notice-list.ts';
import { createRecorder } from '../../../src/recorder/recorder.ts';
import type { Overview } from '../../../src/wire/protocol/questions.ts';

const recorderOf = (name: string) => {
  const file = createImport({ name, at: 0 });
  file.push(readFileSync(path.resolve(import.meta.dirname, '../../files/captures', name), 'utf8'));
  return createRecorder({ now: () => 0, schedule: () => undefined, capture: file.end().capture });
};
const factsOf = (name: string) => {
  const recorder = recorderOf(name);
  const connections = recorder.ask('connections', { now: 0 });
  return { overview: recorder.ask('overview'), connections, selected: null, isFiltered: false, hasRange: false, paused: false, complete: true };
};
const keys = (overview: Overview, isFile: boolean): string[] =>
  noticesOf({ overview, paused: false, failure: null, trouble: null, isFile }).map(({ key }) => key);

test('that nothing is recorded is no notice for a file; that messages are missing is one', () => {
  const { overview } = factsOf('every-kind.ndjson');
  expect(keys(overview, true)).toEqual(['lost overflow']);
  expect(keys(overview, false)).toEqual(['not-recording', 'lost overflow']);
});

test('a list without messages speaks of the file, not of a recording that is off', () => {
  const facts = factsOf('damaged/cut.ndjson');
  expect(emptyReason({ ...facts, isFile: true })).toMatchObject({ title: 'No message in this file', actions: [] });
  expect(emptyReason({ ...facts, isFile: true, selected: facts.connections[0]!.id })).toMatchObject({
    title: 'No message in this file',
    actions: ['allConnections'],
  });
  expect(emptyReason(facts)).toMatchObject({ title: 'Recording is off' });
});
