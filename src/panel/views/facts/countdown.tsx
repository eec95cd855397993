/** How long it is until a moment, ten times a second while time goes on. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { EpochMs, Milliseconds } from '../../../core/units.ts';
import { sayUnit } from '../../../words/times.ts';
import { formatSpan } from './durations.ts';

/** A tenth of a second is told, and a change of it is seen. */
const TICK: Milliseconds = 100;
const MINUTE: Milliseconds = 60_000;

interface CountdownProps {
  until: EpochMs;
  /** As the view knows it: between two of these the page's own clock goes on. */
  now: EpochMs;
  /** Time goes on: the view is neither paused, nor that of a file. */
  live: boolean;
  /** What is said once the moment is past; missing: nothing. */
  due?: string;
}

export function Countdown({ until, now, live, due = '' }: CountdownProps) {
  const passed = useSignal<Milliseconds>(0);
  useEffect(() => {
    passed.value = 0;
    if (!live) return undefined;
    const begun = performance.now();
    const timer = setInterval(() => (passed.value = performance.now() - begun), TICK);
    return () => clearInterval(timer);
  }, [until, now, live]);
  const left = until - now - passed.value;
  return <span class="countdown">{left <= 0 ? due : leftText(left)}</span>;
}

/** Rounded up: what is told to be over is over. `2.4 s`; beyond a minute tenths are of no use. */
export const leftText = (left: Milliseconds): string =>
  left > MINUTE ? formatSpan(Math.ceil(left / 1000) * 1000) : sayUnit(Math.ceil(left / TICK) / 10, 's', 1);
