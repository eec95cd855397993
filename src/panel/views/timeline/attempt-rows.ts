/** All attempts of all connections as one list of rows, without holding them: only where each connection begins. Pure. */
import type { ConnectionRow } from '../../../wire/protocol/questions.ts';

export interface AttemptRows {
  total: number;
  /** Connection and attempt number of a row from 0 to `total`. */
  at(row: number): { row: ConnectionRow; n: number } | null;
  /** The row of an attempt; -1 when there is no such attempt. */
  indexOf(connection: number, n: number): number;
  /** The stretches of attempts that rows `first` to `end` are made of. */
  stretches(first: number, end: number): { row: ConnectionRow; from: number; to: number }[];
}

export function attemptRows(connections: readonly ConnectionRow[]): AttemptRows {
  const starts: number[] = [];
  let total = 0;
  for (const row of connections) {
    starts.push(total);
    total += row.attempts;
  }

  /** The last connection that begins at or before `row`: with empty ones in between, the one that holds it. */
  function connectionAt(row: number): number {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  return {
    total,
    at(index) {
      if (index < 0 || index >= total) return null;
      const i = connectionAt(index);
      const row = connections[i];
      return row ? { row, n: index - (starts[i] ?? 0) + 1 } : null;
    },
    indexOf(connection, n) {
      const i = connections.findIndex((row) => row.id === connection);
      const row = connections[i];
      return row && n >= 1 && n <= row.attempts ? (starts[i] ?? 0) + n - 1 : -1;
    },
    stretches(first, end) {
      const found: { row: ConnectionRow; from: number; to: number }[] = [];
      const last = Math.min(end, total);
      if (first >= last) return found;
      for (let i = connectionAt(first); i < connections.length; i++) {
        const [row, start] = [connections[i], starts[i] ?? 0];
        if (!row || start >= last) break;
        const [from, to] = [Math.max(first - start, 0) + 1, Math.min(last - start, row.attempts) + 1];
        if (to > from) found.push({ row, from, to });
      }
      return found;
    },
  };
}
