/** Makes the state of one panel over its host, and keeps its answers fresh while someone looks. */
import { batch, computed, effect, signal } from '@preact/signals';
import { defaultSettings, type Settings } from '../../settings/settings.ts';
import type { AttemptNumber, ConnectionId, EpochMs, MessageIndex, Milliseconds } from '../../core/units.ts';
import type { RowKind } from '../../core/model/message-block.ts';
import type { ConnectionRow, MessageFilter, Overview } from '../../wire/protocol/questions.ts';
import type { Host } from './host.ts';
import { keepPlace } from './keep-place.ts';
import { keepSettings } from './keep-settings.ts';
import { createMessageWishes } from './message-wishes.ts';
import { createPace } from './pace.ts';
import type { ListTop, PanelState, Sizes } from './panel-state.ts';
import { createTabs } from './tab-in-front.ts';
import { tellRecorder } from './tell-recorder.ts';

/** Counts that change ten times a second are read as "live"; faster only costs. */
const REFRESH_GAP: Milliseconds = 100;
/** Sparklines, open bars and "3 s ago" move with the seconds. */
const TICK: Milliseconds = 1000;

/**
 * Asks nothing while the panel is hidden or paused: what changed meanwhile is fetched when it comes back.
 * @param end stops all asking, listening and ticking.
 */
export function createPanelState(host: Host, end: AbortSignal = new AbortController().signal): PanelState {
  const version = signal(0);
  const overview = signal<Overview | null>(null);
  const connections = signal<ConnectionRow[]>([]);
  const failure = signal<string | null>(null);
  const now = signal<EpochMs>(host.now());
  const paused = signal(false);
  const selectedConnection = signal<ConnectionId | null>(null);
  const selectedAttempt = signal<AttemptNumber | null>(null);
  const selectedMessage = signal<MessageIndex | null>(null);
  const messageOpen = signal(false);
  const compared = signal<{ index: MessageIndex; earlier: MessageIndex } | null>(null);
  const listTop = signal<ListTop | null>(null);
  const selectedFinding = signal<string | null>(null);
  const selectedLine = signal<number | null>(null);
  const sought = signal<MessageIndex | null>(null);
  const { filter: wishedFilter, ...wishes } = createMessageWishes(end, () => {
    // Of the time that is shown: a file may be of the other half of the year.
    return 0 - new Date(overview.peek()?.from ?? host.now()).getTimezoneOffset();
  });
  const range = signal<{ from: EpochMs; to: EpochMs } | null>(null);
  const { tab, usualTab, ownTabs } = createTabs(connections, selectedConnection);
  const sizes = signal<Sizes>({});
  const settings = signal(defaultSettings);
  const timeZero = signal<EpochMs | null>(null);

  /** While paused: the first message that is not shown. */
  const before = signal<MessageIndex | undefined>(undefined);
  /** The newest version that the recorder told, also of times when nobody looked. */
  let latest = 0;
  let refreshOnceThoughPaused = false;

  const looking = computed(() => host.visible.value && !paused.value);

  const refresh = createPace(
    async () => {
      const forced = refreshOnceThoughPaused;
      refreshOnceThoughPaused = false;
      if (!looking.peek() && !forced) return;
      const at = host.now();
      try {
        const [newOverview, newConnections] = await Promise.all([host.ask('overview'), host.ask('connections', { now: at })]);
        // Paused while the answer was on its way: the view stands as it stood when the user pressed the button.
        if (end.aborted || (paused.peek() && !forced)) return;
        batch(() => {
          overview.value = newOverview;
          connections.value = newConnections;
          now.value = at;
          version.value = Math.max(version.peek(), newOverview.version);
          failure.value = null;
          letGoOfWhatVanished(newConnections);
          noteFirstMessage(newOverview);
        });
      } catch (error) {
        if (!end.aborted) failure.value = wordsOf(error);
      }
    },
    REFRESH_GAP,
    end,
  );

  /** While nothing arrives, only the sparklines still move: then a tick asks for no more than the rows. */
  const moveSparklines = createPace(
    async () => {
      const at = host.now();
      const rows = await host.ask('connections', { now: at }).catch(() => null);
      if (rows === null || end.aborted || !looking.peek()) return;
      batch(() => {
        connections.value = rows;
        now.value = at;
        letGoOfWhatVanished(rows);
      });
    },
    TICK / 2,
    end,
  );

  function letGoOfWhatVanished(rows: readonly ConnectionRow[]): void {
    const selected = selectedConnection.peek();
    if (selected === null || rows.some((row) => row.id === selected)) return;
    selectedConnection.value = null;
    selectedAttempt.value = null;
  }

  /** The first message stays the first when it is dropped to make room: else all relative times would change. */
  function noteFirstMessage({ firstMessageAt }: Overview): void {
    const known = timeZero.peek();
    if (firstMessageAt === undefined) timeZero.value = null;
    else if (known === null || firstMessageAt < known) timeZero.value = firstMessageAt;
  }

  function tick(): void {
    now.value = host.now();
    if (connections.peek().some((row) => row.spark.some((count) => count > 0))) moveSparklines.request();
  }

  /** What the user told the recorder shows at once, also in a view that stands still. */
  async function tell(question: Promise<void>): Promise<void> {
    try {
      await question;
      refreshOnceThoughPaused = true;
      refresh.request();
    } catch (error) {
      failure.value = wordsOf(error);
    }
  }

  whileAlive(end, () =>
    effect(() => {
      // Before the first answer there is nothing to stand still at: then it shows nothing.
      before.value = paused.value ? (overview.peek()?.nextMessage ?? 0) : undefined;
    }),
  );
  whileAlive(end, () =>
    effect(() => {
      if (!looking.value) return undefined;
      now.value = host.now();
      version.value = latest;
      refresh.request();
      const ticking = setInterval(tick, TICK);
      return () => clearInterval(ticking);
    }),
  );
  // The message list follows every version; sums and rows of connections have a gentler pace.
  host.onVersion((newest) => {
    latest = newest;
    if (!looking.peek()) return;
    version.value = newest;
    refresh.request();
  }, end);
  keepPlace(
    host,
    { selectedConnection, selectedAttempt, selectedMessage, selectedFinding, selectedLine, messageOpen, listTop, range, paused, before, ownTabs, ...wishes },
    end,
    () => {
      // Who comes back to a view that stands still has not seen anything yet.
      refreshOnceThoughPaused = paused.peek();
      refresh.request();
    },
  );
  keepSettings(host, { tab: usualTab, sizes, settings }, end, () =>
    whileAlive(end, () =>
      tellRecorder(host, settings, (reason) => {
        if (!end.aborted) failure.value = wordsOf(reason);
      }),
    ),
  );
  const set = (changes: Partial<Settings>): void => void (settings.value = { ...settings.peek(), ...changes });

  const kinds = computed<RowKind[] | null>(() => {
    const { comments, retries } = settings.value;
    return comments && retries ? null : ['message', ...(comments ? (['comment'] as const) : []), ...(retries ? (['retry'] as const) : [])];
  });
  const filter = computed<MessageFilter>(() => {
    const made: MessageFilter = { ...wishedFilter.value };
    if (kinds.value !== null) made.kinds = kinds.value;
    if (selectedConnection.value !== null) made.connections = [selectedConnection.value];
    if (range.value !== null) Object.assign(made, range.value);
    if (before.value !== undefined) made.before = before.value;
    return made;
  });

  return {
    host,
    version,
    overview,
    connections,
    paused,
    selectedConnection,
    selectedAttempt,
    selectedMessage,
    messageOpen,
    compared,
    listTop,
    selectedFinding,
    selectedLine,
    sought,
    ...wishes,
    range,
    tab,
    filter,
    now,
    sizes,
    settings,
    timeZero,
    failure,
    set,
    setWitness(name, on) {
      if (name === 'debugger') void tell(host.ask('setWitness', { name, on }));
      else set({ witnesses: { ...settings.peek().witnesses, [name]: on } });
    },
    setRecording: (on) => void tell(host.ask('setRecording', { on })),
    clear() {
      batch(() => {
        selectedMessage.value = null;
        selectedLine.value = null;
        sought.value = null;
        range.value = null;
        timeZero.value = null;
        wishes.bookmarks.value = new Set();
        wishes.onlyBookmarks.value = false;
      });
      void tell(host.ask('clear'));
    },
  };
}

function whileAlive(end: AbortSignal, start: () => () => void): void {
  if (end.aborted) return;
  end.addEventListener('abort', start(), { once: true });
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
