/** Size and scroll position of a scrolling element, as signals. */
import { useSignal, type Signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';

export interface Box {
  ref: RefObject<HTMLDivElement | null>;
  width: Signal<number>;
  height: Signal<number>;
  scrollTop: Signal<number>;
  onScroll: () => void;
}

export function useBox(): Box {
  const ref = useRef<HTMLDivElement>(null);
  const width = useSignal(0);
  const height = useSignal(0);
  const scrollTop = useSignal(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const measure = (): void => {
      width.value = element.clientWidth;
      height.value = element.clientHeight;
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [width, height]);
  return { ref, width, height, scrollTop, onScroll: () => (scrollTop.value = ref.current?.scrollTop ?? 0) };
}
