/** A page can make sources by the hundred thousand: those that are over must cost nothing, however many are held. */
import { expect, it } from 'vitest';
import { createDiagnosis } from '../../../../src/core/explain/diagnosis.ts';
import { createCapture } from '../../../../src/core/model/capture.ts';
import { catchUp } from '../../../../src/core/model/join/catch-up.ts';
import { record } from '../../../../src/core/model/record.ts';
import type { Capture } from '../../../../src/core/model/types.ts';
import { START } from './attempt-facts.ts';

function makeSources(capture: Capture, from: number, to: number): void {
  for (let source = from; source < to; source += 1) {
    const of = { session: 's', source } as const;
    record(capture, { kind: 'created', ...of, at: START + source, url: 'https://s.test/events', withCredentials: false, stack: '' });
    record(capture, { kind: 'failed', ...of, at: START + source + 0.2, readyState: 0 });
    record(capture, { kind: 'closed', ...of, at: START + source + 0.5, stack: '' });
  }
}

function captureWith(sources: number, attempts: number): Capture {
  const capture = createCapture({ limits: { attempts } });
  record(capture, { kind: 'document', session: 's', at: START, url: 'https://s.test/', title: '', frame: { frameId: 0 } });
  makeSources(capture, 1, sources);
  catchUp(capture);
  return capture;
}

it('the diagnosis does not look at them again, and does when there is news of one', () => {
  const capture = captureWith(300, 10_000);
  const diagnosis = createDiagnosis(capture);
  diagnosis.update(START + 1000);
  let looks = 0;
  for (const { connection } of capture.connections.values()) {
    const { attempts } = connection;
    Object.defineProperty(connection, 'attempts', { get: () => ((looks += 1), attempts) });
  }
  diagnosis.update(START + 2000);
  expect(looks).toBe(0);
  const [entry] = capture.connections.values();
  entry!.changedFrom = 1;
  diagnosis.update(START + 3000);
  expect(looks).toBeGreaterThan(0);
});

it('one that is forgotten does not have the attempts of all others gone through', () => {
  // More than a group holds of attempts that wait for a request: the oldest of them have left it.
  const capture = captureWith(10_000, 9000);
  const [group] = capture.join.groups.values();
  let { slots } = group!;
  let walks = 0;
  Object.defineProperty(group, 'slots', {
    get: () => slots,
    set(next: typeof slots) {
      walks += 1;
      slots = next;
    },
  });
  makeSources(capture, 10_000, 10_100);
  expect([capture.connections.size, walks]).toEqual([9000, 0]);
});
