/** What the checks need of a browser: tabs, and DevTools. */

/** A tab. */
export interface SubjectPage {
  /** Resolves when the page has loaded; with `commit`, as soon as its scripts run. */
  goto(url: string, until?: 'load' | 'commit'): Promise<void>;
  /** Calls `code` in the page; its argument and its answer go as JSON. */
  evaluate<T, A = undefined>(code: (argument: A) => T | Promise<T>, argument?: A): Promise<T>;
  /** Resolves when it is true in the page. */
  waitFor(condition: () => boolean): Promise<void>;
  /** Resolves when the page's own process has ended all its requests: later than the server hears of it. */
  idle(): Promise<void>;
  /** What the browser told its console and its handler of errors about the page, since it was asked last. */
  noise(): Promise<string[]>;
  /** Why the page was not put into the back/forward cache, or taken out of it, as far as the browser tells: for a failing test. */
  whyNotCached(): string[];
  reload(): Promise<void>;
  close(): Promise<void>;
}

/** A browser, without or with the extension. */
export interface BareBrowser {
  /** A new tab. */
  open(): Promise<SubjectPage>;
  /** Opens DevTools on it, and resolves when the extension's own page is there: that one listens. */
  inspect(page: SubjectPage): Promise<void>;
  close(): Promise<void>;
}
