/** One of three lists over the same rows, which are computed when they are drawn. `?list=ours|virtua|tanstack&count=1000000` */
import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import { render, type VNode } from 'preact';
import { useLayoutEffect, useMemo, useReducer, useRef } from 'preact/hooks';
// As Preact's own layer for what is written for React: the build puts that in its place.
import { VList } from 'virtua';
import { fixedHeights } from '../../../src/panel/parts/virtual-list/row-heights.ts';
import { VirtualScroller } from '../../../src/panel/parts/virtual-list/virtual-scroller.tsx';

const ROW_HEIGHT = 21;
/** Rows beyond what is seen, on both sides, in each. */
const OVERSCAN = 6;

const options = new URLSearchParams(location.search);
const count = Number(options.get('count'));

const row = (index: number): VNode => (
  <div class="row" key={index} data-index={index}>
    <span>{index}</span>
    <span>{index % 2 === 0 ? 'price' : 'order.created'}</span>
    <span>{`{"n":${index},"price":${index % 977},"text":"lorem ipsum dolor sit amet"}`}</span>
  </div>
);

const heights = fixedHeights(ROW_HEIGHT, count);
const Ours = () => <VirtualScroller heights={heights} renderRow={row} />;

const Virtua = () => (
  <VList data={{ length: count }} itemSize={ROW_HEIGHT} bufferSize={OVERSCAN * ROW_HEIGHT}>
    {(_: unknown, index: number) => row(index)}
  </VList>
);

function TanStack() {
  const box = useRef<HTMLDivElement>(null);
  const [, draw] = useReducer((n: number) => n + 1, 0);
  const virtualizer = useMemo(
    () =>
      new Virtualizer<HTMLDivElement, Element>({
        count,
        overscan: OVERSCAN,
        estimateSize: () => ROW_HEIGHT,
        getScrollElement: () => box.current,
        scrollToFn: elementScroll,
        observeElementRect,
        observeElementOffset,
        onChange: () => draw(0),
      }),
    [],
  );
  // What its own layers for React and the others call.
  const { _didMount: didMount, _willUpdate: willUpdate } = virtualizer;
  useLayoutEffect(() => didMount(), []);
  useLayoutEffect(() => willUpdate());
  return (
    <div ref={box} style={{ flex: '1 1 0', overflow: 'auto', contain: 'strict' }}>
      <div style={{ height: `${virtualizer.getTotalSize()}px`, position: 'relative' }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => (
          <div key={index} style={{ position: 'absolute', top: 0, left: 0, right: 0, transform: `translateY(${start}px)` }}>
            {row(index)}
          </div>
        ))}
      </div>
    </div>
  );
}

const Lists: Readonly<Record<string, () => VNode>> = { ours: Ours, virtua: Virtua, tanstack: TanStack };
const List = Lists[options.get('list') ?? ''];
const root = document.getElementById('list');
if (List !== undefined && root !== null) {
  const begun = performance.now();
  render(<List />, root);
  const look = (): void => {
    if (document.querySelector('.row') === null) requestAnimationFrame(look);
    else Object.assign(globalThis, { drawnAfter: performance.now() - begun });
  };
  look();
}
