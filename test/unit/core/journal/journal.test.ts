/** A copy that is kept by the journal, piece by piece while the capture grows, reads as the capture does. */
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../../../src/core/bytes/utf8.ts';
import { createJournal, type Journal } from '../../../../src/core/journal/journal.ts';
import { createCapture } from '../../../../src/core/model/capture.ts';
import { addGap } from '../../../../src/core/model/gap.ts';
import { catchUp } from '../../../../src/core/model/join/catch-up.ts';
import { addRaw } from '../../../../src/core/model/raw-budget.ts';
import { createRawText, rawFacts } from '../../../../src/core/model/raw-text.ts';
import { record } from '../../../../src/core/model/record.ts';
import { recordRow, setHeard } from '../../../../src/core/model/record-message.ts';
import { touchSlot } from '../../../../src/core/model/slot.ts';
import type { Capture } from '../../../../src/core/model/types.ts';
import fc from '../../../property.ts';
import { draw, EPOCH } from '../drawing.ts';
import { exportText, importText, META } from '../export/round.ts';
import { arrivals, chanceFrom, historyOf, hookFacts, plans, requestFacts } from '../model/history.ts';

/** What somebody who follows the journal has. */
function createCopy(journal: Journal) {
  const facts = new Map<string, string>();
  let lines = '';
  let messages = 0;
  let missed = 0;
  return {
    follow(length = 1000): number {
      let pieces = 0;
      for (let piece = journal.next(length); piece !== null; piece = journal.next(length)) {
        pieces += 1;
        for (const { connection, attempt, line } of piece.facts) {
          const key = `${connection}.${String(attempt).padStart(6, '0')}`;
          if (line === null) facts.delete(key);
          else facts.set(key, line);
        }
        lines += piece.lines;
        messages += piece.messages;
        missed += piece.missed;
      }
      return pieces;
    },
    get text(): string {
      const [header] = exportText(createCapture(), 'ndjson').split('\n');
      return `${header}\n${[...facts]
        .toSorted(([a], [b]) => Number(a.split('.')[0]) - Number(b.split('.')[0]) || a.localeCompare(b))
        .map(([, line]) => line)
        .join('')}${lines}`;
    },
    counts: () => ({ messages, missed }),
  };
}

/** The lines of an export, facts apart: they stand elsewhere in a copy. */
function partsOf(capture: Capture): { facts: string[]; rest: string[] } {
  const lines = exportText(capture, 'ndjson', { meta: META }).trimEnd().split('\n').slice(1);
  const isFact = (line: string): boolean => /^\{"kind":"(connection|attempt)"/.test(line);
  return { facts: lines.filter(isFact).toSorted(), rest: lines.filter((line) => !isFact(line)) };
}

function expectCopy(copy: ReturnType<typeof createCopy>, capture: Capture): void {
  const imported = importText(copy.text);
  expect(imported.error).toBeNull();
  expect(partsOf(imported.capture)).toEqual(partsOf(capture));
}

const open = (): Capture => {
  const capture = createCapture();
  for (const observation of draw('a 0ms create https://s.test/a\na 1ms open')) record(capture, observation);
  return capture;
};
const slotOf = (capture: Capture) => capture.connections.get(1)!.slots.at(-1)!;
const add = (capture: Capture, at: number, data: string, before?: number): number =>
  recordRow(
    capture,
    capture.connections.get(1)!,
    slotOf(capture),
    { kind: 'message', at: EPOCH + at, type: 't', lastEventId: '', data, heard: false, from: 'har' },
    before,
  )!;

describe('journal', () => {
  it('gives nothing where nothing is new', () => {
    const journal = createJournal(createCapture());
    expect(journal.next(1000)).toBeNull();
    const copy = createCopy(createJournal(open()));
    expect(copy.follow()).toBe(1);
    expect(copy.follow()).toBe(0);
  });

  it('follows histories as they are told, however they come', () => {
    const pace = { delay: 300, connect: 40, lasts: 400 };
    fc.assert(
      fc.property(plans(pace, { urls: 3, most: 4 }), fc.integer(), fc.array(fc.nat(20), { minLength: 1, maxLength: 30 }), (planned, seed, steps) => {
        const history = historyOf(planned);
        const clocks = { hook: () => 0, log: () => 0 };
        const told = arrivals(hookFacts(history, clocks), requestFacts(history, clocks), chanceFrom(seed));
        const capture = createCapture();
        const copy = createCopy(createJournal(capture));
        let step = 0;
        let left = steps[0]!;
        for (const observation of told) {
          record(capture, observation);
          if (left-- > 0) continue;
          left = steps[(step += 1) % steps.length]!;
          if ('at' in observation) catchUp(capture, observation.at);
          copy.follow(200);
        }
        catchUp(capture, Infinity);
        copy.follow(200);
        expectCopy(copy, capture);
      }),
      { numRuns: 200 },
    );
  });

  it('follows rows that are learnt late, at any place', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ place: fc.nat(100), follow: fc.boolean(), heard: fc.boolean() }), { maxLength: 60 }), (rows) => {
        const capture = open();
        const copy = createCopy(createJournal(capture));
        const added: number[] = [];
        rows.forEach(({ place, follow, heard }, n) => {
          const before = place % 3 === 0 && added.length > 0 ? added[place % added.length] : undefined;
          added.push(add(capture, 10 + n, `m${n}`, before));
          if (heard) setHeard(capture, added[place % added.length]!, true);
          if (follow) copy.follow(60);
        });
        copy.follow();
        expectCopy(copy, capture);
        expect(copy.counts()).toEqual({ messages: rows.length, missed: 0 });
      }),
    );
  });

  it('follows raw text as it comes, and gaps that grow', () => {
    const capture = open();
    const slot = slotOf(capture);
    slot.raw = createRawText('wire');
    const copy = createCopy(createJournal(capture));
    for (let n = 0; n < 5; n += 1) {
      addRaw(capture, slot.raw, { at: EPOCH + n, offset: slot.raw.length, bytes: encodeUtf8(`data: ${n}\n\n`) });
      slot.attempt.raw = rawFacts(slot.raw);
      touchSlot(slot);
      addGap(capture, { at: EPOCH + n, lost: 2, why: 'overflow' });
      copy.follow(10);
    }
    const { capture: restored } = importText(copy.text);
    expect(restored.lost).toBe(10);
    const raw = restored.connections.get(1)!.slots[0]!.raw!;
    expect(raw.chunks.map(({ offset, bytes }) => `${offset} ${new TextDecoder().decode(bytes)}`)).toEqual(
      [0, 1, 2, 3, 4].map((n) => `${n * 9} data: ${n}\n\n`),
    );
  });

  it('counts what the capture had to drop before it was handed out', () => {
    const capture = createCapture({ limits: { messages: 5000 } });
    for (const observation of draw('a 0ms create https://s.test/a\na 1ms open')) record(capture, observation);
    const copy = createCopy(createJournal(capture));
    for (let n = 0; n < 20_000; n += 1) add(capture, n, 'x');
    copy.follow(100_000);
    const { messages, missed } = copy.counts();
    expect(messages + missed).toBe(20_000);
    expect(missed).toBe(capture.dropped);
    expect(missed).toBeGreaterThan(0);
  });

  it('begins with what is there, and once more after another', () => {
    const capture = open();
    add(capture, 5, 'one');
    const first = createJournal(capture);
    createCopy(first).follow();
    first.end();
    const copy = createCopy(createJournal(capture));
    add(capture, 6, 'two');
    copy.follow();
    expectCopy(copy, capture);
    expect(copy.counts().messages).toBe(2);
  });
});
