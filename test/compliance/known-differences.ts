/**
 * What a page can tell apart, although nothing should be. Each has a reason; the suite asserts that these differences are there,
 * exactly as written, and that there is no other.
 */
export interface KnownDifference {
  /** The name of the check. */
  check: string;
  why: string;
  native: unknown;
  hooked: unknown;
}

const A_PROXY_PRINTS_NO_NAME =
  'A Proxy of a function prints as native code without its name. Patching Function.prototype.toString to hide that would be visible in more places.';
const ONE_FRAME_MORE = 'The trap stands between the page and the native function, so it is one more frame of a stack trace.';

const ANONYMOUS = 'function () { [native code] }';

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  ...['EventSource', 'EventSource.prototype.close', 'addEventListener'].map((what) => ({
    check: `Function.prototype.toString of ${what}`,
    why: A_PROXY_PRINTS_NO_NAME,
    native: `function ${what.split('.').at(-1)}() { [native code] }`,
    hooked: ANONYMOUS,
  })),
  {
    check: 'Function.prototype.toString of another realm',
    why: A_PROXY_PRINTS_NO_NAME,
    native: ['function EventSource() { [native code] }', 'function close() { [native code] }'],
    hooked: [ANONYMOUS, ANONYMOUS],
  },
  {
    check: 'stack of an error of the constructor: its frames',
    why: ONE_FRAME_MORE,
    native: ['page'],
    hooked: ['extension', 'page'],
  },
  {
    check: 'stack of an error of toString of an argument: its frames',
    why: ONE_FRAME_MORE,
    native: ['page', 'page', 'page', 'page'],
    hooked: ['page', 'extension', 'page', 'page', 'page'],
  },
  ...['addEventListener', 'addEventListener of another target'].map((what) => ({
    check: `stack of an error in ${what}: its frames`,
    why: ONE_FRAME_MORE,
    native: ['page', 'page', 'page'],
    hooked: ['page', 'extension', 'page', 'page'],
  })),
];

/** What a hostile page saw, as far as it matters here. */
interface Seen {
  running: string[];
  after: string[];
  notes: string[];
}

export interface HostileDifference {
  /** The name of the scenario. */
  scenario: string;
  why: string;
  /** What must be the same all the same. */
  same(seen: Seen): unknown;
}

export const HOSTILE_DIFFERENCES: readonly HostileDifference[] = [
  {
    scenario: 'a page that knows how the hook is called',
    why: 'A second injection must find the first, so the hook answers a knock; a page that knows it can answer too. It learns that the hook is there (which toString tells it anyway), sees its own data, and hides itself. Its streams go on as ever.',
    same: ({ running, after }) => [running, after],
  },
  {
    scenario: 'addEventListener of a frame that is gone',
    why: 'Chromium calls no listener that was added by script of a detached frame, and the trap of its addEventListener is such a script.',
    same: ({ running, after, notes }) => [running, notes, after.filter((line) => !/ (object|named)/.test(line))],
  },
];
