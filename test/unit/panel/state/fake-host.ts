/** A host for tests: answers are set by hand, every question is remembered, and the clock is the fake one of the test. */
import { signal } from '@preact/signals';
import type { Host } from '../../../../src/panel/state/host.ts';
import type { QuestionName } from '../../../../src/recorder/questions/questions.ts';
import type { ConnectionRow, Overview } from '../../../../src/wire/protocol/questions.ts';

export function fakeHost({ saved }: { saved?: unknown } = {}) {
  const visible = signal(true);
  const asked: { name: QuestionName; args: unknown }[] = [];
  const listeners = new Set<(version: number) => void>();
  const saves: unknown[] = [];
  const answers = { overview: overviewOf({}), connections: [] as ConnectionRow[] };
  let refusal: string | null = null;
  let held: (() => void)[] | null = null;

  const answerTo = (name: QuestionName): unknown => (name === 'overview' ? answers.overview : name === 'connections' ? answers.connections : undefined);

  const ask = async (name: QuestionName, args?: unknown): Promise<unknown> => {
    asked.push({ name, args });
    if (held !== null) await new Promise<void>((resolve) => held?.push(resolve));
    if (refusal !== null) throw new Error(refusal);
    return structuredClone(answerTo(name));
  };

  const host: Host = {
    ask: ask as Host['ask'],
    onVersion(listener, end) {
      listeners.add(listener);
      end.addEventListener('abort', () => listeners.delete(listener));
    },
    theme: signal('light'),
    visible,
    browser: 'chromium',
    page: signal({ url: 'http://localhost/', title: 'Page' }),
    now: () => Date.now(),
    settings: {
      load: async () => saved,
      save: async (value) => void saves.push(value),
    },
    copy: async () => undefined,
    download: () => undefined,
    exportMeta: async () => ({
      page: { url: 'http://localhost/', title: 'Page' },
      generator: 'sse-scope 0.0.0',
      browser: 'Chromium 156',
      createdAt: Date.now(),
    }),
    reloadPage: () => undefined,
  };

  return {
    host,
    visible,
    asked,
    answers,
    saves,
    /** How often `name` was asked. */
    count: (name: QuestionName) => asked.filter((question) => question.name === name).length,
    tellVersion(version: number) {
      for (const listener of listeners) listener(version);
    },
    refuse(reason: string | null) {
      refusal = reason;
    },
    /** Answers wait until the function returned is called. */
    holdAnswers() {
      held = [];
      return () => {
        const waiting = held ?? [];
        held = null;
        for (const go of waiting) go();
      };
    },
  };
}

export function overviewOf(some: Partial<Overview>): Overview {
  return {
    version: 1,
    recording: true,
    messages: 0,
    others: 0,
    dropped: 0,
    nextMessage: 0,
    notRecorded: 0,
    lost: 0,
    findings: { error: 0, warning: 0, note: 0 },
    disk: null,
    gaps: [],
    dataLength: 0,
    connections: 0,
    states: { connecting: 0, open: 0, waiting: 0, reconnecting: 0, closed: 0, failed: 0, suspended: 0 },
    limits: { messages: 100_000, dataLength: 1e8, attempts: 1000, rawBytes: 1 },
    limitsReached: [],
    witnesses: [],
    pages: [],
    ...some,
  };
}

export function rowOf(some: Partial<ConnectionRow>): ConnectionRow {
  return {
    id: 1,
    url: 'http://localhost/stream',
    origin: 'http://localhost',
    frameId: 0,
    frameUrl: 'http://localhost/',
    withCredentials: false,
    api: 'eventsource',
    context: 'page',
    others: 0,
    createdAt: 0,
    state: 'open',
    by: 'server',
    stateSince: 0,
    messages: 0,
    dataLength: 0,
    lost: 0,
    lastEventId: '',
    lastEventIdCut: false,
    retry: { ms: 3000, from: 'default' },
    attempts: 1,
    outcome: 'open',
    lastActivityAt: 0,
    heardTypes: [],
    spark: [],
    ...some,
  };
}
