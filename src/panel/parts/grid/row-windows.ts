/**
 * The rows of a list that lives elsewhere: asks for the window that is shown, keeps what came until something better
 * comes, and never has more than one question under way. Pure but for the promises of `load`.
 *
 * A position is the place of a row in the list. Rows before `first` are gone: positions `first … total - 1` can be asked for.
 */

/** Rows asked for beyond what is shown, on both sides: a few turns of the wheel find their rows already there. */
const MARGIN = 40;
/** Rows asked for beyond the known end while following: what arrives between two frames in a flood. */
const AHEAD = 500;
/** Rows kept around the window: scrolling back a little shows no placeholders. Some 600 KB of previews at most. */
const KEPT = 1000;
/** Times that the end is asked for again when more arrived than `AHEAD`, before what has come is shown anyway. */
const CHASES = 3;

export interface RowWindow<Row> {
  total: number;
  /** Position of the first row; above what was asked when the rows before are gone. */
  from: number;
  rows: readonly Row[];
  /** False: more answers will follow, `total` is not final. */
  complete?: boolean;
  /** By how much the row that was held stands further up than it stood; missing: nobody says. */
  moved?: number;
}

/** Where a window is to be when positions are others by the time of the answer. A list whose positions never change may ignore it. */
export interface WindowPlace {
  /** Where the list goes beyond `to`, or ends before the window is full: so many rows at its end. */
  end?: number;
  /** The row with this key stood at `position`: `from` and `to` are to move with it. */
  hold?: { key: number; position: number };
}

export interface RowWindowsOptions<Row> {
  load: (from: number, to: number, place: WindowPlace) => Promise<RowWindow<Row>>;
  /** What identifies a row for good, also when its position changes. */
  key: (row: Row) => number;
  /** Where the row with this key is now; -1 when it is gone. Asked when no known row is in an answer, and it does not say what moved. */
  locate: (key: number) => Promise<number>;
  changed: (change: WindowChange) => void;
  failed: (reason: unknown) => void;
}

/** Something to draw anew. */
export interface WindowChange {
  /** Every row stands that many rows further up in what is left of the list: as many before them are gone (or, below 0, were found). */
  shift: number;
  /** The part of `shift` by which positions have changed; null when that is not known: positions from before mean nothing now. */
  moved: number | null;
  /** This is the first answer for another list. */
  restarted: boolean;
}

export interface RowWindows<Row> {
  /** Position of the first row that still exists. */
  readonly first: number;
  readonly total: number;
  readonly complete: boolean;
  /** False until the first answer for the present list. */
  readonly answered: boolean;
  /** Undefined: not here yet. */
  row(position: number): Row | undefined;
  /** Where the row with this key is, among those that are here; -1 otherwise. */
  find(key: number): number;
  /**
   * Says which positions are shown. With `follow` the end of the list is wanted, wherever it is by then.
   * @param held a row that is to stay where it is seen, though it may not be here yet; else the first one shown is it.
   */
  show(from: number, to: number, follow: boolean, held?: { key: number; position: number }): void;
  /** The list may have changed: asks for the window again, and shows the old rows meanwhile. */
  renew(): void;
  /** Another list (another filter): as `renew`, but nothing of the old one is kept once the first answer is here. */
  restart(): void;
  /** No more questions, and no more calls. */
  stop(): void;
}

export function createRowWindows<Row>({ load, key, locate, changed, failed }: RowWindowsOptions<Row>): RowWindows<Row> {
  let rows = new Map<number, Row>();
  let first = 0;
  let total = 0;
  let complete = true;
  let answered = false;
  let wanted: Wanted = { from: 0, to: 0, follow: false, held: undefined };
  /** The answer that is shown is older than what `renew` or `restart` spoke of. */
  let stale = false;
  /** Counts lists: an answer for an older list is thrown away. */
  let list = 0;
  let busy = false;
  let stopped = false;

  const missing = (): boolean => {
    for (let at = Math.max(first, wanted.from); at < Math.min(total, wanted.to); at++) if (!rows.has(at)) return true;
    return false;
  };

  const pump = (): void => {
    if (busy || stopped || !(stale || missing())) return;
    busy = true;
    stale = false;
    const asked = list;
    const restarted = !answered;
    void fetchWindow(restarted)
      .then(
        (answer) => {
          busy = false;
          if (stopped || asked !== list) return;
          take(answer, restarted);
        },
        (reason: unknown) => {
          busy = false;
          if (!stopped) failed(reason);
        },
      )
      .then(() => {
        // @note A question that failed is not asked again by itself: the next `show` or `renew` does.
        if (stale || asked !== list) pump();
      });
  };

  /** The row that stays where it is seen. */
  const holding = (): { key: number; position: number } | undefined => {
    const anchor = rows.get(wanted.from);
    return anchor === undefined ? wanted.held : { key: key(anchor), position: wanted.from };
  };

  const fetchWindow = async (restarted: boolean): Promise<Fetched<Row>> => {
    const size = wanted.to - wanted.from;
    const end = size + MARGIN;
    let from = Math.max(first, (wanted.follow ? Math.max(0, total - size) : wanted.from) - MARGIN);
    const hold = wanted.follow || restarted ? undefined : holding();
    let answer = await load(from, wanted.follow ? total + AHEAD : wanted.to + MARGIN, wanted.follow ? { end } : hold ? { hold } : {});
    if (answer.moved !== undefined) return { ...answer, asked: Math.max(0, from - answer.moved), moved: answer.moved };
    /** Where the answer was asked for: one that is at the end since `end` says so does not begin late because rows before it are gone. */
    const asked = (): number => (answer.from === Math.max(0, answer.total - end) ? answer.from : from);
    if (wanted.follow) from = asked();
    // The end has moved: forward in a flood, or back since another list is shorter. Showing `total` now would show empty rows.
    const missed = (): boolean =>
      (wanted.follow && answer.from + answer.rows.length < answer.total) ||
      (from > Math.max(0, answer.total - size) && answer.rows.length < Math.min(size, answer.total));
    for (let chase = 0; chase < CHASES && missed(); chase++) {
      from = Math.max(0, answer.total - size - MARGIN);
      answer = await load(from, answer.total + AHEAD, { end });
      from = asked();
    }
    if (restarted) return { ...answer, asked: from, moved: null };
    // At the end of a list that grows fast no row of two answers may be the same: then nobody knows.
    let moved = positionsMoved(rows, answer, key, wanted.follow ? null : 0);
    if (moved === null && !wanted.follow) {
      // Nothing of the answer is known: more was dropped than fits in a window. Where is the row now that was seen?
      const anchor = rows.get(wanted.from);
      const place = anchor === undefined ? -1 : await locate(key(anchor));
      moved = wanted.from - Math.max(0, place);
      from = Math.max(first, wanted.from - moved - MARGIN);
      answer = await load(from, wanted.to - moved + MARGIN, {});
    }
    return { ...answer, asked: from, moved };
  };

  const take = (answer: Fetched<Row>, restarted: boolean): void => {
    const oldFirst = first;
    total = answer.total;
    complete = answer.complete ?? true;
    answered = true;
    if (restarted || first > total) first = 0;
    if (answer.from > answer.asked) first = Math.min(answer.total, Math.max(first, answer.from));
    const moved = restarted ? null : answer.moved;
    if (moved !== 0) rows = new Map();
    // Fewer than before (cleared, paused): what was kept beyond the end is gone.
    for (const at of rows.keys()) if (at >= total) rows.delete(at);
    answer.rows.forEach((row, i) => rows.set(answer.from + i, row));
    forgetFar(answer.from, answer.from + answer.rows.length);
    changed({ shift: (restarted ? 0 : first - oldFirst) + (moved ?? 0), moved, restarted });
  };

  const forgetFar = (from: number, to: number): void => {
    if (rows.size <= KEPT + (to - from)) return;
    for (const at of rows.keys()) if (at < from - KEPT / 2 || at >= to + KEPT / 2 || at < first) rows.delete(at);
  };

  return {
    get first() {
      return first;
    },
    get total() {
      return total;
    },
    get complete() {
      return complete;
    },
    get answered() {
      return answered;
    },
    row: (position) => rows.get(position),
    find(wantedKey) {
      for (const [at, row] of rows) if (at < total && key(row) === wantedKey) return at;
      return -1;
    },
    show(from, to, follow, held) {
      wanted = { from, to, follow, held };
      pump();
    },
    renew() {
      stale = true;
      pump();
    },
    restart() {
      list++;
      answered = false;
      stale = true;
      first = 0;
      pump();
    },
    stop() {
      stopped = true;
    },
  };
}

interface Wanted {
  from: number;
  to: number;
  follow: boolean;
  held: { key: number; position: number } | undefined;
}

type Fetched<Row> = Omit<RowWindow<Row>, 'moved'> & { asked: number; moved: number | null };

/**
 * How far the rows of an answer stand before where the same rows stood; null when rows are others and none of them was known;
 * `apart` when both have no position in common.
 */
function positionsMoved<Row>(old: ReadonlyMap<number, Row>, answer: RowWindow<Row>, key: (row: Row) => number, apart: number | null): number | null {
  let compared = false;
  for (const [i, row] of answer.rows.entries()) {
    const known = old.get(answer.from + i);
    if (known === undefined) continue;
    if (key(known) === key(row)) return 0;
    compared = true;
  }
  if (!compared) return apart;
  const now = new Map(answer.rows.map((row, i) => [key(row), answer.from + i]));
  for (const [at, row] of old) {
    const place = now.get(key(row));
    if (place !== undefined) return at - place;
  }
  return null;
}
