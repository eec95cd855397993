/**
 * As much of a browser as is between a page and its DevTools page: ports and messages that take a millisecond, keep their order, and have a fate, and a clock
 * that moves when it is told. In the manner of Firefox there is a background between both, which may die.
 */
import type { PortLike } from '../../../src/wire/port-wire/lasting-port.ts';
import { isRecord } from '../../../src/wire/protocol/guard.ts';

/**
 * `cut`: the port ends with it, and either end hears so. `deaf-caller`: only the end that was connected to hears so; `deaf-callee`: only the one that connected.
 * `death`: the background dies of it.
 */
export type Fate = 'lost' | 'late' | 'cut' | 'deaf-caller' | 'deaf-callee' | 'death';
export interface Disturbance {
  fate: Fate;
  /** The which message, from 1. */
  at: number;
}

const LATENCY = 1;
const LATE = 7000;
const WAKING = 300;

export const TAB = 7;
export type NamedPort = PortLike & { readonly name: string };
type Owner = 'devtools' | 'background' | 'document';

export interface Clock {
  now(): number;
  later(task: () => void, delay: number): void;
  /** Lets time pass until `time`. */
  until(time: number): void;
}

export function createClock(): Clock {
  let time = 0;
  let timers: { task: () => void; at: number }[] = [];
  return {
    now: () => time,
    later: (task, delay) => void timers.push({ task, at: time + delay }),
    until(end) {
      for (;;) {
        const next = timers.reduce<(typeof timers)[number] | undefined>(
          (first, timer) => (first === undefined || timer.at < first.at ? timer : first),
          undefined,
        );
        if (next === undefined || next.at > end) break;
        timers = timers.filter((timer) => timer !== next);
        time = Math.max(time, next.at);
        next.task();
      }
      time = end;
    },
  };
}

/** What it is called in lists of what was sent. */
const kindOf = (message: unknown): string => (isRecord(message) && typeof message.kind === 'string' ? message.kind : '?');

interface End {
  owner: Owner;
  listeners: ((message: unknown) => void)[];
  closings: (() => void)[];
  /** This end has closed the port, or has heard that it is closed. */
  closed: boolean;
  /** When the newest thing that is on its way to this end arrives. */
  busyUntil: number;
}

export const OWN_ID = 'the extension';

/** @param begin makes a background, which takes ports and messages. */
export function createLossyBrowser(clock: Clock, disturbance: Disturbance | undefined, begin: () => Background) {
  /** Kinds of all that was sent, in order. */
  const sent: string[] = [];
  let disturbed: string | undefined;
  const ports: { ends: readonly [End, End] }[] = [];
  let background: Background | undefined;
  let wakes = 0;

  const document = { onMessage: new Set<(message: unknown) => void>(), onConnect: new Set<(port: NamedPort) => void>() };
  const devtools = { onMessage: new Set<(message: unknown, sender: Sender) => void>() };

  const close = (end: End): void => {
    if (end.closed) return;
    end.closed = true;
    for (const closing of end.closings) closing();
  };
  const die = (): void => {
    background = undefined;
    wakes = clock.now() + WAKING;
    for (const { ends } of ports) {
      if (!ends.some(({ owner }) => owner === 'background')) continue;
      for (const end of ends) {
        if (end.owner === 'background') end.closed = true;
        else clock.later(() => close(end), LATENCY);
      }
    }
  };
  const awake = (): Background => (background ??= begin());

  /** Delivers one message, or not. @returns false: it is lost, and the sender is to be told so. */
  const carry = (kind: string, to: { owner: Owner; busyUntil: number }, deliver: () => void, ends: readonly End[] = []): void => {
    sent.push(kind);
    let delay = LATENCY;
    if (disturbance?.at === sent.length) {
      disturbed = kind;
      if (disturbance.fate === 'late') delay = LATE;
      else {
        const { fate } = disturbance;
        const hears = { caller: fate === 'cut' || fate === 'deaf-callee', callee: fate === 'cut' || fate === 'deaf-caller' };
        const [caller, callee] = ends;
        if (caller && hears.caller) clock.later(() => close(caller), LATENCY);
        if (callee && hears.callee) clock.later(() => close(callee), LATENCY);
        if (fate === 'death') die();
        if (fate !== 'death' || to.owner === 'background') return;
      }
    }
    const arrives = Math.max(clock.now() + delay, to.busyUntil, to.owner === 'background' && background === undefined ? wakes : 0);
    to.busyUntil = arrives;
    clock.later(deliver, arrives - clock.now());
  };

  const connect = (from: Owner, to: Owner, name: string, arrived: (port: NamedPort) => void): NamedPort => {
    const make = (owner: Owner): End => ({ owner, listeners: [], closings: [], closed: false, busyUntil: 0 });
    const ends = [make(from), make(to)] as const;
    ports.push({ ends });
    const face = (mine: End, other: End): NamedPort => ({
      name,
      postMessage(message) {
        if (mine.closed) throw new Error('Attempt to postMessage on disconnected port');
        const deliver = (): void => {
          if (!other.closed) for (const listener of other.listeners) listener(message);
        };
        carry(kindOf(message), other, deliver, ends);
      },
      disconnect() {
        if (mine.closed) return;
        mine.closed = true;
        // In its order, and not one of those that are disturbed.
        const arrives = Math.max(clock.now() + LATENCY, other.busyUntil);
        clock.later(() => close(other), arrives - clock.now());
      },
      onMessage: { addListener: (listener) => void mine.listeners.push(listener) },
      onDisconnect: { addListener: (listener) => void mine.closings.push(listener) },
    });
    const arrive = (): void => {
      if (!ends[1].closed) arrived(face(ends[1], ends[0]));
    };
    carry('connect', ends[1], arrive, ends);
    return face(ends[0], ends[1]);
  };

  const toTab = (message: unknown): Promise<void> => {
    carry(kindOf(message), { owner: 'document', busyUntil: 0 }, () => {
      for (const listener of document.onMessage) listener(message);
    });
    return Promise.resolve();
  };
  const toDocument = (from: Owner, name: string): NamedPort =>
    connect(from, 'document', name, (port) => {
      for (const listener of document.onConnect) listener(port);
    });
  const sender: Sender = { id: OWN_ID, tab: { id: TAB }, frameId: 0, documentId: 'd' };

  return {
    sent,
    disturbed: () => disturbed,
    document,
    devtools,
    /** `tabs` of the background, and of the DevTools page of Chromium. */
    tabsOf: (owner: Owner) => ({
      connect: (_tab: number, { name }: { name: string }): NamedPort => toDocument(owner, name),
      sendMessage: (_tab: number, message: unknown): Promise<void> => toTab(message),
    }),
    connectBackground: ({ name }: { name: string }): NamedPort => connect('devtools', 'background', name, (port) => awake().took(port)),
    /** `runtime.sendMessage` of the document, to whom it reaches. */
    announce(message: unknown, to: 'devtools' | 'background'): Promise<void> {
      carry(kindOf(message), { owner: to, busyUntil: 0 }, () => {
        if (to === 'background') awake().heard(message, sender);
        else for (const listener of devtools.onMessage) listener(message, sender);
      });
      return Promise.resolve();
    },
    /** Something else that may be lost: between the DevTools page and the recorder. */
    pass(message: unknown, deliver: () => void): void {
      carry(kindOf(message), { owner: 'devtools', busyUntil: 0 }, deliver);
    },
  };
}

export interface Sender {
  id: string;
  tab: { id: number };
  frameId: number;
  documentId: string;
}
export interface Background {
  took(port: NamedPort): void;
  heard(message: unknown, sender: Sender): void;
}
