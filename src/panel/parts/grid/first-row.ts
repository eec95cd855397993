/** The row with which what is seen of a grid begins: a parent is told of it, and can say which one it is to be. */
import { reachTo, type GridList } from './grid-list.ts';

export interface FirstRow {
  /** Brings the row with this key to the top; nothing happens when it is not in the list. */
  seek(key: number): Promise<void>;
  /** Whether that was said since the present row was selected in the present list. */
  isPlaced(): boolean;
  /** After each draw. */
  tell(): void;
}

/** @param isFollowing while the list follows its end no row is the first one. */
export function createFirstRow<Row>(list: GridList<Row>, isFollowing: () => boolean): FirstRow {
  /** Key of the row that is to be the first, while it is sought; null: none. */
  let sought: number | null = null;
  /** The selection and the list for which it was said where to begin. */
  let placed = '';
  let told: number | null = null;
  const present = (): string => `${list.props.selected} ${list.props.listId}`;
  return {
    isPlaced: () => placed === present(),
    async seek(key) {
      sought = key;
      placed = present();
      try {
        const [position, { total }] = await Promise.all([list.props.locate(key), list.props.load(0, 0, {})]);
        if (sought !== key || position < 0) return;
        reachTo(list, total - 1);
        list.scroller?.reveal(list.props.reversed ? total - 1 - position : list.numberAt(position), 'start');
      } finally {
        if (sought === key) sought = null;
      }
    },
    tell() {
      const first = list.scroller?.seen().firstSeen ?? -1;
      const row = first < 0 || isFollowing() ? undefined : list.windows.row(list.positionOf(first));
      // A row that is not here yet is told when it comes.
      if (sought !== null || (row === undefined && !isFollowing())) return;
      const key = row === undefined ? null : list.props.rowKey(row);
      if (key === told) return;
      told = key;
      list.props.onTop?.(key);
    },
  };
}
