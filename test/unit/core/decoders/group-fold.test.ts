/** Streams of one group grow, one message at a time: each costs itself, and what is folded is what a fold of all would give. */
import { afterEach, expect, test, vi } from 'vitest';
import fc from '../../../property.ts';
import { sized } from '../../../sizes.ts';
import { createAttemptRecogniser } from '../../../../src/core/decoders/attempt-recogniser.ts';
import { decodeGroup, groupsOf } from '../../../../src/core/decoders/decode-capture.ts';
import { GroupFold, type StreamGroup } from '../../../../src/core/decoders/group-fold.ts';
import { langGraph } from '../../../../src/core/decoders/langgraph.ts';
import { createCapture, type CaptureOptions } from '../../../../src/core/model/capture.ts';
import { catchUp } from '../../../../src/core/model/join/catch-up.ts';
import { record } from '../../../../src/core/model/record.ts';
import type { Capture } from '../../../../src/core/model/types.ts';
import { createDecodings } from '../../../../src/recorder/decodings.ts';
import { draw } from '../drawing.ts';

const URL = 'https://s.test/threads/t1/runs/r1/stream';
const piece = (content: string): string => JSON.stringify([{ type: 'AIMessageChunk', id: 'm', content }, { langgraph_node: 'agent' }]);
const begins = (name: string, at: number): string[] => [`${name} ${at}ms create ${URL}`, `${name} ${at}ms open`];
const says = (name: string, at: number, text: string): string => `${name} ${at}ms message messages # ${piece(text)}`;

/** A capture that grows by the lines of a drawing. */
function growing(options?: CaptureOptions): { capture: Capture; tell: (...lines: string[]) => void } {
  const capture = createCapture(options);
  const drawing: string[] = [];
  let told = 0;
  const tell = (...lines: string[]): void => {
    drawing.push(...lines);
    const all = draw(drawing.join('\n'));
    for (const observation of all.slice(told)) record(capture, observation);
    told = all.length;
    catchUp(capture);
  };
  return { capture, tell };
}

const groupOf = (capture: Capture, recognised = createAttemptRecogniser(capture)): StreamGroup => {
  const [group, ...others] = groupsOf(capture, ({ entry, slot }) => recognised(entry, slot));
  expect(others).toEqual([]);
  return group!;
};
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

afterEach(() => void vi.restoreAllMocks());

test('each message of a session is folded once, however often it is asked for', () => {
  const { capture, tell } = growing();
  const decodings = createDecodings(capture, () => []);
  const fold = vi.spyOn(langGraph, 'fold');
  const ask = (): string | undefined => {
    const [entry] = [...capture.connections.values()];
    const answer = decodings.answer(entry!, entry!.slots[0]!);
    return answer?.parts.map((part) => (part.kind === 'text' ? part.text : '')).join();
  };
  let expected = '';
  const say = (name: string, at: number): void => {
    tell(says(name, at, `${at} `));
    expected += `${at} `;
    expect(ask()).toBe(expected);
  };
  tell(...begins('a', 0));
  for (let at = 10; at < 60; at += 1) say('a', at);
  tell(...begins('b', 60));
  for (let at = 70; at < 270; at += 1) say(at % 2 === 0 ? 'b' : 'a', at);
  expect(ask()).toBe(expected);
  expect(fold).toHaveBeenCalledTimes(250);
  // It has begun before what was folded since: all is folded once more, and goes on from there.
  tell(...begins('c', 270));
  say('a', 280);
  say('c', 290);
  say('c', 300);
  expect(fold).toHaveBeenCalledTimes(250 + 1 + 252 + 1);
});

test('what does not follow what was folded is said, and nothing is folded', () => {
  const { capture, tell } = growing();
  tell(...begins('a', 0), says('a', 10, 'one '), ...begins('b', 15), says('b', 20, 'two '));
  const fold = new GroupFold(capture, groupOf(capture));
  expect(fold.goOn(groupOf(capture))).toBe(true);
  const before = asJson(fold.result());
  tell(says('a', 18, 'late '));
  expect(fold.goOn(groupOf(capture))).toBe(false);
  expect(asJson(fold.result())).toEqual(before);
  expect(decodeGroup(capture, groupOf(capture)).parts).toMatchObject([{ text: 'one late two ' }]);
});

test('as streams grow in any order, the fold is that of all', () => {
  const step = fc.record({ stream: fc.constantFrom('a', 'b', 'c'), after: fc.integer({ min: -3, max: 5 }), asked: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
      const { capture, tell } = growing();
      const begun = new Set<string>();
      let fold: GroupFold | undefined;
      let at = 10;
      for (const [n, { stream, after, asked }] of steps.entries()) {
        at += after;
        if (!begun.has(stream)) tell(...begins(stream, at));
        begun.add(stream);
        tell(says(stream, at, `${n} `));
        if (!asked) continue;
        const group = groupOf(capture);
        if (fold?.goOn(group) !== true) {
          fold = new GroupFold(capture, group);
          expect(fold.goOn(group)).toBe(true);
        }
        const { streams: _, ...whole } = decodeGroup(capture, group);
        expect(asJson(fold.result())).toEqual(asJson(whole));
      }
    }),
    { numRuns: sized(300, 60) },
  );
});

test('what was folded stays when the capture drops it', () => {
  const { capture, tell } = growing({ limits: { messages: 8192 } });
  tell(...begins('a', 0), says('a', 1, 'first '), ...begins('b', 2), says('b', 3, 'second '));
  // What was recognised stays so, as in the recorder.
  const recognised = createAttemptRecogniser(capture);
  const group = groupOf(capture, recognised);
  const fold = new GroupFold(capture, group);
  expect(fold.goOn(group)).toBe(true);
  for (let from = 0; from < 10_000; from += 2000) {
    tell(...Array.from({ length: 2000 }, (_, n) => says('a', 10 + from + n, '.')));
    expect(fold.goOn(groupOf(capture, recognised))).toBe(true);
  }
  expect(fold.result().parts).toMatchObject([{ text: `first second ${'.'.repeat(10_000)}` }]);
});
