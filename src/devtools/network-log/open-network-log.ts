/**
 * The network log as a witness: asks DevTools for it within a budget, hears of each request that is over, and then, and only then, asks for its
 * text. A text that is asked for too early is never given again (measured, Chromium 156).
 */
import type { NetworkObservation } from '../../core/model/observation.ts';
import type { EpochMs, ExchangeId, Milliseconds } from '../../core/units.ts';
import { contentObservations, createNetworkLog, type Told } from './network-log.ts';
import { createPollPace } from './poll-pace.ts';

/** As much of `chrome.devtools.network` as is used. What it gives is not believed unseen. */
export interface DevtoolsNetwork {
  getHAR(callback: (log: unknown) => void): void;
  onRequestFinished: { addListener(listener: (request: unknown) => void): void };
}

export interface NetworkLogWitness {
  /** Only while the panel is in front it asks of its own accord; that requests are over it hears always. */
  show(visible: boolean): void;
  /** The user's switch. */
  turn(on: boolean): void;
  /** Another witness saw a request begin or end: the log has news, soon. */
  hurry(): void;
  /** Asks now, whatever it costs; resolves when all that is known has been told. */
  look(): Promise<void>;
  /** What polling has cost so far, for the bench. */
  cost(): { polls: number; spent: Milliseconds };
}

export function openNetworkLog(options: {
  network: DevtoolsNetwork;
  tell(observations: NetworkObservation[]): void;
  now(): EpochMs;
  /** `setTimeout`; returns what cancels it. */
  later(task: () => void, delay: Milliseconds): () => void;
  newId(): ExchangeId;
  /** Somebody else tells this request; asked once for each. */
  isClaimed?(entry: { method: string; url: string; startedAt: EpochMs }): boolean;
}): NetworkLogWitness {
  const { network, now, later } = options;
  const log = createNetworkLog(options.newId, options.isClaimed);
  const pace = createPollPace();
  /** Texts that were asked for and have not come. */
  const texts = new Set<Promise<void>>();
  let on = true;
  let visible = true;
  let asking: Promise<void> | undefined;
  let due: { cancel: () => void; at: EpochMs } | undefined;
  let polledAt = 0;
  let polls = 0;
  let spent = 0;

  const tell = ({ observations, contents }: Told): void => {
    if (observations.length > 0) options.tell(observations);
    for (const { exchange, entry } of contents) {
      const text = askText(entry).then(([content, encoding]) => options.tell(contentObservations(exchange, content, encoding, now())));
      texts.add(text);
      void text.finally(() => texts.delete(text));
    }
  };

  const plan = (delay: Milliseconds): void => {
    if (!on || !visible || asking) return;
    const at = now() + delay;
    if (due && due.at <= at) return;
    due?.cancel();
    due = { at, cancel: later(() => void poll(), delay) };
  };
  const rest = (): void => {
    due?.cancel();
    due = undefined;
  };
  const soon = (): void => plan(Math.max(0, polledAt + pace.soonest() - now()));

  const poll = (): Promise<void> => {
    rest();
    return (asking ??= new Promise<void>((resolve) => {
      const begun = now();
      network.getHAR((answer) => {
        const told = log.poll(answer, now());
        tell(told);
        polledAt = now();
        polls += 1;
        spent += polledAt - begun;
        asking = undefined;
        plan(pace.after(polledAt - begun, told.news));
        resolve();
      });
    }));
  };

  network.onRequestFinished.addListener((request) => {
    if (!on) return;
    tell(log.finished(request, now()));
    if (log.waiting()) soon();
  });
  soon();

  return {
    show(next) {
      visible = next;
      if (visible) soon();
      else rest();
    },
    turn(next) {
      on = next;
      if (on) soon();
      else rest();
    },
    hurry: soon,
    async look() {
      if (!on) return;
      // One that is under way may be older than what the caller wants to see.
      await asking;
      await poll();
      while (texts.size > 0) await Promise.all(texts);
    },
    cost: () => ({ polls, spent }),
  };
}

/** `[content, encoding]`, or nothing when DevTools has no text. */
function askText(entry: unknown): Promise<[unknown, unknown] | []> {
  const request = entry as { getContent?: unknown } | null | undefined;
  if (typeof request?.getContent !== 'function') return Promise.resolve([]);
  const ask = request.getContent.bind(request) as (callback: (content: unknown, encoding: unknown) => void) => void;
  return new Promise((resolve) => ask((content, encoding) => resolve([content, encoding])));
}
