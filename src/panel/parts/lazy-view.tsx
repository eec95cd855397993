/** Views whose code is a file of its own, loaded when they are first shown: what is not looked at costs a panel that opens nothing. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

interface Loaded<P> {
  View?: ComponentType<P>;
  error?: Error;
}

/**
 * Shows nothing until the file is there, which takes some milliseconds once.
 * @param load throws when the file is gone, as after an update of the extension; the view then throws the same.
 */
export function lazyView<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let known: Loaded<P> = {};
  return function LazyView(props: P) {
    const [{ View, error }, setLoaded] = useState(known);
    useEffect(() => {
      if (View !== undefined) return;
      let isGone = false;
      const show = (loaded: Loaded<P>): void => {
        if (!isGone) setLoaded(loaded);
      };
      load().then(
        (view) => show((known = { View: view })),
        (reason: unknown) => show({ error: reason instanceof Error ? reason : new Error(String(reason)) }),
      );
      return () => {
        isGone = true;
      };
    }, []);
    if (error !== undefined) throw error;
    return View === undefined ? null : <View {...props} />;
  };
}
