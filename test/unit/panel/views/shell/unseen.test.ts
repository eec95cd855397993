import { expect, it } from 'vitest';
import { unseenBy } from '../../../../../src/panel/views/shell/witness-line.tsx';
import type { WitnessState } from '../../../../../src/wire/protocol/command.ts';

const hook: WitnessState = { name: 'hook', state: 'at-work' };
const chromium = (log: WitnessState['state'], debug: WitnessState): WitnessState[] => [hook, { name: 'network-log', state: log }, debug];
const noDebugger: WitnessState = { name: 'debugger', state: 'not-here', why: 'flavour' };
const firefox = (tap: WitnessState['state'], reads: WitnessState['state']): WitnessState[] => [
  hook,
  { name: 'network-log', state: 'not-here', why: 'chromium' },
  { name: 'wire-tap', state: tap },
  { name: 'reading-tap', state: reads },
];

it.each<[string, WitnessState[], string[]]>([
  ['a file', [], []],
  ['Chromium', chromium('at-work', noDebugger), ['raw', 'sharedWorkers']],
  ['Chromium without the network log', chromium('off', noDebugger), ['wire', 'sharedWorkers']],
  ['Chromium with the debugger', chromium('at-work', { name: 'debugger', state: 'at-work' }), ['sharedWorkers']],
  ['Firefox', firefox('at-work', 'off'), ['earlier', 'workerReads']],
  ['Firefox with both taps', firefox('at-work', 'at-work'), ['earlier']],
  ['Firefox without a tap', firefox('off', 'off'), ['wire', 'workerReads']],
])('%s does not see', (_, witnesses, unseen) => expect(unseenBy(witnesses)).toEqual(unseen));
