/** Where a key leads to in a list of which one row is current. Pure. */

export type Step = 'up' | 'down' | 'page-up' | 'page-down' | 'first' | 'last';

const steps: ReadonlyMap<string, Step> = new Map([
  ['ArrowUp', 'up'],
  ['ArrowDown', 'down'],
  ['PageUp', 'page-up'],
  ['PageDown', 'page-down'],
  ['Home', 'first'],
  ['End', 'last'],
]);

export const stepOfKey = (key: string): Step | undefined => steps.get(key);

/** The position that `step` leads to from `at` (-1: nowhere yet) among `count` rows, `page` of which are on the screen. */
export function stepTo(step: Step, at: number, count: number, page: number): number {
  const last = count - 1;
  switch (step) {
    case 'up':
      return at < 0 ? last : Math.max(0, at - 1);
    case 'down':
      return Math.min(last, at + 1);
    case 'page-up':
      return Math.max(0, at - page);
    case 'page-down':
      return Math.min(last, Math.max(0, at) + page);
    case 'first':
      return 0;
    case 'last':
      return last;
  }
}
