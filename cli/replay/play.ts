/** Writes an answer: what was written when, at the same times or faster, as fast as the client takes it. */
import type { Bytes, Milliseconds } from '../../src/core/units.ts';
import { withoutBytes } from './begin-later.ts';
import type { Answer } from './plan.ts';

/** Where an answer goes: a response of HTTP/1.1 or of HTTP/2. */
export interface AnswerSink {
  /** Sends the head of the answer. */
  open(): void;
  /** False: wait for `onDrain`. */
  write(bytes: Uint8Array): boolean;
  onDrain(then: () => void): void;
  end(): void;
  /** Breaks off; what was written still leaves. */
  cut(): void;
}

export interface PlayOptions {
  /** Times as fast as it came; Infinity: as fast as it goes. */
  speed: number;
  /** What is held open at its end begins again instead. */
  loop: boolean;
  /** Bytes of the body that are left out, as the client has had them. */
  skip: Bytes;
  /** The server has ended it. @param sent as of `Playing` */
  onOver(sent: Bytes): void;
}

export interface Playing {
  /** Bytes of the body up to which the client has it, those that were left out included. */
  readonly sent: Bytes;
  /** The client has gone. */
  stop(): void;
}

/** Below this a timer would cost more than it is exact: Node's have whole milliseconds. */
const SHORTEST: Milliseconds = 0.5;
/** A Node timer cannot wait longer: a 32-bit count of milliseconds. */
const LONGEST: Milliseconds = 2 ** 31 - 1;

export function play(answer: Answer, sink: AnswerSink, { speed, loop, skip, onOver }: PlayOptions): Playing {
  const { head, end } = answer;
  const headAt = head?.at ?? 0;
  let steps = skip === 0 ? answer.steps : withoutBytes(answer.steps, skip);
  let next = 0;
  let sent = skip;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  /** The time of the capture that `begun` stands for. */
  let origin: Milliseconds = 0;
  let begun = performance.now();

  /** Whether it is time; else `then` is called when it is. */
  const isDue = (at: Milliseconds, then: () => void): boolean => {
    if (speed === Infinity) return true;
    const wait = begun + (at - origin) / speed - performance.now();
    if (wait < SHORTEST) return true;
    timer = setTimeout(then, Math.min(wait, LONGEST));
    return false;
  };

  const run = (): void => {
    if (stopped || !isDue(headAt, run)) return;
    if (head !== undefined) sink.open();
    // What the client has had took its time before: the rest goes on as if that time had passed while it was away.
    if (skip > 0 && steps[0] !== undefined) begin(Math.max(headAt, timeBefore()));
    write();
  };

  const timeBefore = (): Milliseconds => answer.steps.at(answer.steps.length - steps.length - 1)?.at ?? headAt;

  const begin = (from: Milliseconds): void => {
    begun = performance.now();
    origin = from;
  };

  const write = (): void => {
    while (!stopped && next < steps.length) {
      const { at, bytes } = steps[next]!;
      if (!isDue(at, write)) return;
      next += 1;
      sent += bytes.length;
      if (!sink.write(bytes)) return sink.onDrain(write);
    }
    if (!stopped && (end.how !== 'hold' || loop)) finish();
  };

  const finish = (): void => {
    if (stopped || !isDue(end.at, finish)) return;
    if (end.how === 'hold') return again();
    stopped = true;
    onOver(sent);
    if (end.how === 'cut') sink.cut();
    else sink.end();
  };

  const again = (): void => {
    // Nothing to say is said once.
    if (answer.steps.length === 0) return;
    steps = answer.steps;
    next = 0;
    sent = 0;
    begin(headAt);
    // A task of its own: at full speed others have to get in between.
    timer = setTimeout(write, 0);
  };

  run();
  return {
    get sent() {
      return sent;
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
