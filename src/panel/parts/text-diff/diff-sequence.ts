/**
 * The shortest way from one sequence to another: Myers, "An O(ND) Difference Algorithm and Its Variations" (1986).
 * Pure, and bounded: beyond a number of changes it gives up and says so, since its cost grows with their square.
 */

/** One stretch: `a` and `b` are half-open ranges; equal stretches have equal lengths, changed ones may have one side empty. */
export interface Stretch {
  equal: boolean;
  aFrom: number;
  aTo: number;
  bFrom: number;
  bTo: number;
}

/**
 * @param same whether element `i` of the first equals element `j` of the second.
 * @param maxChanges removed and added elements together, beyond which null is answered. Memory: its square, times 4 bytes.
 */
export function diffSequence(aLength: number, bLength: number, same: (i: number, j: number) => boolean, maxChanges: number): Stretch[] | null {
  // What is equal at both ends needs no search.
  let head = 0;
  while (head < aLength && head < bLength && same(head, head)) head++;
  let tail = 0;
  while (tail < aLength - head && tail < bLength - head && same(aLength - 1 - tail, bLength - 1 - tail)) tail++;
  const n = aLength - head - tail;
  const m = bLength - head - tail;

  const middle = searchPath(n, m, (i, j) => same(head + i, head + j), maxChanges);
  if (!middle) return null;
  const stretches: Stretch[] = [];
  const push = (equal: boolean, aFrom: number, aTo: number, bFrom: number, bTo: number): void => {
    if (aFrom === aTo && bFrom === bTo) return;
    const last = stretches.at(-1);
    if (last?.equal === equal) {
      last.aTo = aTo;
      last.bTo = bTo;
    } else stretches.push({ equal, aFrom, aTo, bFrom, bTo });
  };
  push(true, 0, head, 0, head);
  let a = head;
  let b = head;
  for (const { i, j, length } of middle) {
    push(false, a, head + i, b, head + j);
    push(true, head + i, head + i + length, head + j, head + j + length);
    a = head + i + length;
    b = head + j + length;
  }
  push(false, a, head + n, b, head + m);
  push(true, head + n, aLength, head + m, bLength);
  return stretches;
}

interface Snake {
  i: number;
  j: number;
  length: number;
}

/** The equal stretches on the shortest path, in order; null beyond `maxChanges`. */
function searchPath(n: number, m: number, same: (i: number, j: number) => boolean, maxChanges: number): Snake[] | null {
  if (n === 0 || m === 0) return n + m > maxChanges ? null : [];
  const most = Math.min(n + m, maxChanges);
  const furthest = new Int32Array(2 * most + 3);
  const zero = most + 1;
  /** For each number of changes, how far each diagonal had come before. */
  const trace: Int32Array[] = [];
  for (let d = 0; d <= most; d++) {
    // Diagonals -d … d of this round are made from those of the last.
    trace.push(furthest.slice(zero - d - 1, zero + d + 2));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (furthest[zero + k - 1] ?? 0) < (furthest[zero + k + 1] ?? 0));
      let i = down ? (furthest[zero + k + 1] ?? 0) : (furthest[zero + k - 1] ?? 0) + 1;
      let j = i - k;
      while (i < n && j < m && same(i, j)) {
        i++;
        j++;
      }
      furthest[zero + k] = i;
      if (i >= n && j >= m) return walkBack(n, m, d, trace);
    }
  }
  return null;
}

function walkBack(n: number, m: number, changes: number, trace: readonly Int32Array[]): Snake[] {
  const snakes: Snake[] = [];
  let i = n;
  let j = m;
  for (let d = changes; d >= 0; d--) {
    const before = trace[d];
    const k = i - j;
    const at = (diagonal: number): number => before?.[diagonal + d + 1] ?? 0;
    let fromI = 0;
    let fromJ = 0;
    let startI = 0;
    if (d > 0) {
      const down = k === -d || (k !== d && at(k - 1) < at(k + 1));
      const previous = down ? k + 1 : k - 1;
      fromI = at(previous);
      fromJ = fromI - previous;
      startI = down ? fromI : fromI + 1;
    }
    if (i > startI) snakes.push({ i: startI, j: startI - k, length: i - startI });
    i = fromI;
    j = fromJ;
  }
  return snakes.toReversed();
}
