/** Export → import → export gives the same bytes: over the captures in test/files/captures, a synthetic one, and histories at random. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EXPORT_FORMATS, EXPORT_FORMAT_NAMES } from '../../../../src/core/export/formats.ts';
import type { Capture } from '../../../../src/core/model/types.ts';
import { createSynthetic } from '../../../fixtures/synthetic-capture.ts';
import fc from '../../../property.ts';
import { captureFrom, captureOf, EPOCH } from '../drawing.ts';
import { arrivals, chanceFrom, historyOf, hookFacts, plans, requestFacts } from '../model/history.ts';
import { piecesOf, textOf } from '../../recorder/pieces.ts';
import { again, exportText, importText, inWireOrder, META, metaOf } from './round.ts';

const FOLDER = new URL('../../../files/captures/', import.meta.url);
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.ndjson'));
const LOSSLESS = EXPORT_FORMAT_NAMES.filter((name) => EXPORT_FORMATS[name].lossless);

/** Through each lossless format and back, and each of these once more. */
function expectRoundTrips(ndjson: string): void {
  expect(again(ndjson, 'ndjson')).toBe(ndjson);
  for (const format of LOSSLESS) {
    const text = again(ndjson, format);
    const back = importText(text);
    expect(back).toMatchObject({ error: null, format, timesKnown: true });
    expect(exportText(back.capture, 'ndjson', { meta: metaOf(back) })).toBe(ndjson);
    expect(again(text, format)).toBe(text);
  }
}

describe('files', () => {
  it.each(FILES)('%s', (name) => {
    const written = readFileSync(new URL(name, FOLDER), 'utf8');
    const ordered = again(written, 'ndjson');
    expect(ordered).toBe(inWireOrder(written));
    expectRoundTrips(ordered);
  });

  it('of version 1 with rows that stood late are among them', () => {
    const texts = FILES.map((name) => readFileSync(new URL(name, FOLDER), 'utf8'));
    expect(texts.some((text) => text.includes('"before"') && inWireOrder(text) !== text)).toBe(true);
  });

  it('are there', () => {
    expect(FILES.length).toBeGreaterThanOrEqual(4);
    expect(LOSSLESS).toEqual(['ndjson', 'json', 'har']);
  });
});

describe('captures', () => {
  it('of the synthetic page', async () => {
    const { recorder, page, now } = createSynthetic({ messages: 500, schedule: () => {} });
    const meta = { page, generator: 'test 1', browser: 'Chromium 156', createdAt: now };
    const text = textOf(await piecesOf(recorder, { format: 'ndjson', filter: {}, redact: false, meta }));
    expect(text.length).toBeGreaterThan(10_000);
    expectRoundTrips(text);
  });

  it('of histories at random, however the witnesses tell them', () => {
    const pace = { delay: 300, connect: 40, lasts: 400 };
    fc.assert(
      fc.property(plans(pace, { urls: 3, most: 4 }), fc.integer(), (drawn, seed) => {
        const history = historyOf(drawn);
        const clocks = { hook: () => 0, log: () => 0 };
        const facts = arrivals(hookFacts(history, clocks), requestFacts(history, clocks), chanceFrom(seed));
        expectRoundTrips(exportText(captureOf(facts), 'ndjson'));
      }),
      { numRuns: 30 },
    );
  });

  it('of messages with any text', () => {
    const text = fc.oneof(fc.string({ maxLength: 20, unit: 'binary' }), fc.string({ maxLength: 20 }));
    fc.assert(
      fc.property(fc.array(fc.record({ type: text, lastEventId: text, data: text }), { maxLength: 20 }), fc.integer({ min: 1, max: 40 }), (messages, size) => {
        const of = { session: 'doc', source: 1 };
        const capture = captureOf([
          { kind: 'created', ...of, at: EPOCH, url: 'https://s.test/', withCredentials: true, stack: 'at x' },
          { kind: 'opened', ...of, at: EPOCH + 1 },
          ...messages.map((message, n) => ({ kind: 'message' as const, ...of, at: EPOCH + 2 + n / 7, ...message })),
        ]);
        const ndjson = exportText(capture, 'ndjson');
        expectRoundTrips(ndjson);
        for (const format of LOSSLESS) {
          const whole = exportText(capture, format);
          expect(exportText(capture, format, { pieceLength: size })).toBe(whole);
          const back = importText(whole, { size });
          expect(exportText(back.capture, 'ndjson', { meta: metaOf(back) })).toBe(ndjson);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('that had to drop messages, attempts and connections', () => {
    expectRoundTrips(exportText(crowded(), 'ndjson'));
  });
});

/** A capture at its limits: the oldest is gone. */
function crowded(): Capture {
  const lines = ['a 0ms create https://s.test/a', 'b 0ms create https://s.test/b', 'b 1ms open', 'b 2ms message x #1 b', 'b 3ms close'];
  for (let n = 0; n < 10; n += 1) {
    const at = n * 100;
    lines.push(`a ${at + 10}ms open`, ...Array.from({ length: 900 }, (_, k) => `a ${at + 11 + k / 100}ms message tick #${n} ${k}`), `a ${at + 90}ms error`);
  }
  return captureFrom(lines.join('\n'), { limits: { messages: 5000, attempts: 4 } });
}

describe('a crowded capture', () => {
  it('is one', () => {
    const capture = crowded();
    expect(capture.dropped).toBeGreaterThan(0);
    expect(capture.connections.size).toBe(1);
    expect([...capture.connections.values()][0]!.connection.droppedAttempts).toBeGreaterThan(0);
  });
});

describe('the imported capture', () => {
  const capture = captureFrom(`
    a 0ms create https://s.test/a
    a 0.5ms listen tick
    a 1ms request r1
    a 4ms response r1
    a 5ms open
    a 6ms message tick #1 one
    a 7ms message tick #2 two
    a 8ms lost 3 overflow
    a 9ms end r1
    a 10ms error
    a 1010ms request r2 2
    a 1013ms response r2
    a 1014ms open
    a 1015ms message message #2 three
    b 1016ms create https://s.test/b
    b 1020ms fatal
    c 1021ms create https://s.test/c
    c 1022ms open
    c 1023ms close
    d 1030ms create https://s.test/d`);

  it.each(LOSSLESS)('has the same connections, states, counts and attempts: %s', (format) => {
    const imported = importText(exportText(capture, format)).capture;
    const shown = (of: Capture) =>
      [...of.connections.values()].map(({ connection }) => {
        const { id, url, state, by, stateSince, attempts, messageCount, dataLength, lost, lastEventId, heardTypes } = connection;
        const told = attempts.map(({ n, startedAt, openedAt, endedAt, outcome, status, lastEventIdSent, retryInForce, messageCount: count }) => [
          ...[n, startedAt, openedAt, endedAt, outcome, status, lastEventIdSent, retryInForce, count],
        ]);
        return { id, url, state, by, stateSince, messageCount, dataLength, lost, lastEventId, heardTypes, told };
      });
    expect(shown(imported)).toEqual(shown(capture));
    expect(shown(imported).map(({ state }) => state)).toEqual(['open', 'failed', 'closed', 'connecting']);
    expect([imported.from, imported.to, imported.lost, imported.log.next]).toEqual([capture.from, capture.to, capture.lost, capture.log.next]);
  });

  it('keeps what this version has no place for', () => {
    const [header, ...records] = exportText(capture, 'ndjson').trimEnd().split('\n');
    const more = [
      '{"kind":"comment","connection":1,"attempt":1,"at":1700000000008,"text":" hi","from":"wire"}',
      '{"kind":"hologram","deep":{"er":[1,{"x":null}]}}',
      '{"kind":"retry","connection":1,"attempt":1,"at":1700000000009,"ms":250,"from":"wire"}',
    ];
    expectRoundTrips([header, ...records.slice(0, 6), ...more, ...records.slice(6), ''].join('\n'));
  });

  it('says that it is redacted, and stays so', () => {
    const text = exportText(capture, 'ndjson', { redact: true, selection: { connections: new Set([1]) } });
    expect(JSON.parse(text.slice(0, text.indexOf('\n')))).toMatchObject({ redacted: true, filtered: true });
    expectRoundTrips(text);
    const back = importText(text);
    expect(exportText(back.capture, 'ndjson', { meta: metaOf(back), redact: true })).toBe(text);
  });

  it('begins with the header that was asked for', () => {
    expect(importText(exportText(capture, 'har')).header).toEqual({
      format: 'ssescope',
      version: 1,
      createdAt: new Date(EPOCH).toISOString(),
      ...{ generator: META.generator, browser: META.browser, page: META.page },
    });
  });
});
