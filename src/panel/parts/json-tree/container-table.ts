/** Four numbers for each object and array of a document, in columns; see the picture in scan-json.ts. Pure. */

export interface ContainerTable {
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly members: Int32Array;
  readonly after: Int32Array;
  readonly count: number;
}

/** Columns that grow by doubling. */
export function createContainerTable() {
  let size = 64;
  let count = 0;
  let start = new Int32Array(size);
  let end = new Int32Array(size);
  let members = new Int32Array(size);
  let after = new Int32Array(size);
  const grown = (column: Int32Array): Int32Array<ArrayBuffer> => {
    const next = new Int32Array(size);
    next.set(column);
    return next;
  };
  return {
    open(at: number): number {
      if (count === size) {
        size *= 2;
        start = grown(start);
        end = grown(end);
        members = grown(members);
        after = grown(after);
      }
      start[count] = at;
      return count++;
    },
    count(container: number): void {
      members[container] = (members[container] ?? 0) + 1;
    },
    close(container: number, at: number): void {
      end[container] = at;
      after[container] = count;
    },
    startOf: (container: number): number => start[container] ?? 0,
    finish: (): ContainerTable => ({
      start: start.slice(0, count),
      end: end.slice(0, count),
      members: members.slice(0, count),
      after: after.slice(0, count),
      count,
    }),
  };
}
