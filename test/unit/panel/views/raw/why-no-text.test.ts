import { expect, it } from 'vitest';
import { whyNoText, type NoTextFacts } from '../../../../../src/panel/views/raw/why-no-text.ts';
import type { WitnessState } from '../../../../../src/wire/protocol/command.ts';

const LOG: WitnessState = { name: 'network-log', state: 'at-work', since: 100 };
const TAP: WitnessState = { name: 'wire-tap', state: 'at-work', since: 100 };
const NO_TAP: WitnessState = { name: 'wire-tap', state: 'not-here', why: 'firefox' };
const chromium = [LOG, NO_TAP];

const facts = (attempt: Partial<NoTextFacts['attempt']>, witnesses: WitnessState[] = chromium, isFile = false): NoTextFacts => ({
  attempt: { startedAt: 200, outcome: 'open', ...attempt },
  connection: { api: 'eventsource', context: 'page' },
  witnesses,
  isFile,
});

it.each<[string, NoTextFacts, string, string[]]>([
  ['a file', facts({}, [], true), 'file', []],
  ['a text that was let go', facts({ raw: { length: 9, from: 'har', complete: true, chunks: 0, dropped: 9 } }), 'dropped', []],
  [
    'a body without a byte',
    facts({ outcome: 'ended', endedAt: 300, raw: { length: 0, from: 'har', complete: true, chunks: 0, dropped: 0 } }),
    'empty',
    ['request'],
  ],
  ['an answer that was none', facts({ outcome: 'http-error', endedAt: 300 }), 'no-stream', ['request']],
  ['one that the page never got', facts({ outcome: 'failed', endedAt: 300 }), 'no-stream', ['request']],
  ['one whose end nobody saw', facts({ outcome: 'failed', openedAt: 210, endedAt: 300 }, [TAP]), 'unknown', ['reload']],
  ['a network log that is off', facts({}, [{ ...LOG, state: 'off' }, NO_TAP]), 'off', ['turn-on']],
  ['a stream from before DevTools', facts({ startedAt: 50 }), 'before', ['reload']],
  ['a stream that runs, in Chromium', facts({}), 'running', []],
  ['a stream that was cut, in Chromium', facts({ outcome: 'cut', endedAt: 300 }), 'unclean', []],
  ['a stream that ended just now', facts({ outcome: 'ended', endedAt: 300 }), 'unknown', []],
  ['a tap that is off', facts({}, [{ ...TAP, state: 'off' }]), 'off', ['turn-on']],
  ['a stream from before the tap', facts({ startedAt: 50 }, [TAP]), 'before', ['reload']],
])('%s', (_, given, why, actions) => expect(whyNoText(given)).toMatchObject({ why, actions }));

const READS: WitnessState = { name: 'reading-tap', state: 'off' };
it.each([
  ['a fetch', { api: 'fetch', context: 'page' }, 'reading-tap'],
  ['a worker', { api: 'eventsource', context: 'worker' }, 'reading-tap'],
  ['an EventSource of the page', { api: 'eventsource', context: 'page' }, undefined],
] as const)('of %s the tap tells that would tell of it', (_, connection, witness) =>
  expect(whyNoText({ ...facts({}, [TAP, READS]), connection }).witness).toBe(witness),
);

it('names the witness that is to be turned on', () => expect(whyNoText(facts({}, [{ ...TAP, state: 'off' }])).witness).toBe('wire-tap'));
