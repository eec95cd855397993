/**
 * Between the browser's `scrollTop` and the place in a list that may be taller than any element can be. Pure.
 *
 * Chromium clamps elements at 33,554,428 px; Firefox drops a height above 17,895,697 px altogether, and the list collapses.
 * So the spacer is capped, and the logical place `y` is kept apart from `scrollTop`:
 *  - as long as the whole list fits, both are one;
 *  - above the cap, small steps (wheel, touch) move `y` pixel by pixel, and large ones (thumb of the scroll bar)
 *    lead to the same fraction of the list. `scrollTop` is put right when scrolling has come to rest.
 *    Near both ends one pixel of the element is one of the list, so that the wheel comes to them as it does elsewhere.
 *
 *   y          0 ── end zone ──┬──────────── 41,976,000 px ────────────┬── end zone ── maxY
 *   scrollTop  0 ── the same ──┴── 7,976,000 px ──┴── the same ── maxScroll
 */

/** Height of the spacer at most: below what both browsers take, with a margin for stacked children (8,947,850 px in Firefox). */
export const SPACER_LIMIT = 8_000_000;
/** A step of more than this many viewports is a jump. One pixel of thumb on a capped list moves by several. */
const JUMP_VIEWPORTS = 2;
/** Height of an end zone, in viewports. */
const END_VIEWPORTS = 20;
/** Browsers round `scrollTop` to device pixels: differences below this are none. */
const ROUNDING = 1;

export interface ScrollMap {
  /** Logical pixels above the viewport. */
  readonly y: number;
  /** The greatest `y`. */
  readonly maxY: number;
  /** Height that the spacer element must have. */
  readonly spacer: number;
  /** What `scrollTop` should be for `y`. */
  readonly scrollTop: number;
  /** The list or the viewport has another height now; `y` stays where it can. */
  resize(total: number, viewport: number): void;
  /**
   * The browser says that it has scrolled. Answers true when `scrollTop` has to be set at once,
   * since the element is at one of its ends and the list is not.
   */
  scrolled(scrollTop: number): boolean;
  /** Goes to a logical place; set the element's `scrollTop` to the one given here after. */
  moveTo(y: number): void;
  /** What stands above the viewport has become taller by `pixels`. `scrollTop` is left as it is until `settle`: a wheel may be turning. */
  shift(pixels: number): void;
  /** Scrolling rests: `scrollTop` becomes the one that stands for `y`. */
  settle(): void;
}

export function createScrollMap(limit = SPACER_LIMIT): ScrollMap {
  let total = 0;
  let viewport = 0;
  let y = 0;
  /** The last `scrollTop` that we know of. */
  let seen = 0;

  const maxY = (): number => Math.max(0, total - viewport);
  const spacer = (): number => Math.min(total, limit);
  const maxScroll = (): number => Math.max(0, spacer() - viewport);
  const capped = (): boolean => total > limit;
  const clamp = (value: number): number => Math.min(maxY(), Math.max(0, value));
  const endZone = (): number => Math.min(viewport * END_VIEWPORTS, maxScroll() / 4);
  /** From a place on a way of length `from` to the one on a way of length `to`: end zones are equally long on both. */
  const carry = (place: number, from: number, to: number): number => {
    const zone = endZone();
    if (place <= zone) return place;
    if (from - place <= zone) return to - (from - place);
    return zone + ((place - zone) / (from - 2 * zone)) * (to - 2 * zone);
  };
  const standsFor = (): number => (capped() ? carry(y, maxY(), maxScroll()) : y);

  return {
    get y() {
      return y;
    },
    get maxY() {
      return maxY();
    },
    get spacer() {
      return spacer();
    },
    get scrollTop() {
      return seen;
    },
    resize(nextTotal, nextViewport) {
      const wasCapped = capped();
      const wasSettled = Math.abs(seen - standsFor()) < ROUNDING;
      total = nextTotal;
      viewport = nextViewport;
      y = clamp(y);
      // @note A capped list that grows keeps its `scrollTop`: rows that arrive while the wheel turns must not interrupt it.
      if (capped() !== wasCapped || (!capped() && wasSettled) || seen > maxScroll()) seen = standsFor();
    },
    scrolled(scrollTop) {
      const step = scrollTop - seen;
      seen = scrollTop;
      if (!capped() && Math.abs(y + step - scrollTop) < ROUNDING) {
        y = clamp(scrollTop);
        return false;
      }
      if (Math.abs(step) < ROUNDING) return false;
      if (Math.abs(step) > viewport * JUMP_VIEWPORTS) {
        y = clamp(capped() ? carry(scrollTop, maxScroll(), maxY()) : scrollTop);
        return false;
      }
      y = clamp(y + step);
      const atTop = scrollTop < ROUNDING;
      const atEnd = scrollTop > maxScroll() - ROUNDING;
      if ((atTop && y > 0) || (atEnd && y < maxY())) {
        seen = standsFor();
        return true;
      }
      return false;
    },
    moveTo(next) {
      y = clamp(next);
      seen = standsFor();
    },
    shift(pixels) {
      y = clamp(y + pixels);
    },
    settle() {
      seen = standsFor();
    },
  };
}
