/**
 * What a page can tell apart, although nothing should be. Each has a reason; the suite asserts that these differences are there,
 * exactly as written, and that there is no other.
 */
import type { BrowserName } from '../../cli/driven-browser.ts';

interface Difference {
  /** The name of the check. */
  check: string;
  why: string;
  /** Where it shows; everywhere, if missing. `hooked`: DevTools is closed. `recorded`: it is open. */
  mode?: 'hooked' | 'recorded';
}
/** What it is, exactly, and what the console says then (`noise`; as natively, if missing); or, where the facts are a long list, what of them must be the same all the same. */
export type KnownDifference = Difference & ({ native: unknown; hooked: unknown; noise?: readonly string[] } | { same(facts: unknown): unknown });

const A_PROXY_PRINTS_NO_NAME =
  'A Proxy of a function prints as native code without its name. Patching Function.prototype.toString to hide that would be visible in more places.';
const ONE_FRAME_MORE = 'The trap stands between the page and the native function, so it is one more frame of a stack trace.';

const THE_BACKLOG_KEEPS =
  'While DevTools is closed the newest messages wait in a bounded backlog, as events that have not been read: reading them is what would cost the page time. Events of a source that is over are read, so that nothing keeps it.';

const ANONYMOUS = 'function () { [native code] }';

/** Built-ins by which a page reads what it has fetched, and which are patched. */
const READERS: readonly string[] = [
  'fetch',
  ...['Response', 'ReadableStreamDefaultReader', 'ReadableStreamBYOBReader'],
  ...['text', 'json', 'blob', 'bytes', 'arrayBuffer', 'formData', 'clone'].map((key) => `Response.prototype.${key}`),
  ...['getReader', 'tee', 'pipeTo', 'pipeThrough', 'cancel', 'values'].map((key) => `ReadableStream.prototype.${key}`),
  ...['ReadableStreamDefaultReader', 'ReadableStreamBYOBReader'].flatMap((name) => [`${name}.prototype.read`, `${name}.prototype.cancel`]),
  ...['open', 'setRequestHeader', 'send', 'abort'].map((key) => `XMLHttpRequest.prototype.${key}`),
  ...['the iterator’s next', 'the iterator’s return'],
];

const FRAMES: readonly KnownDifference[] = [
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
  {
    check: 'stack of an error in addEventListener of another target: its frames',
    why: ONE_FRAME_MORE,
    native: ['page', 'page', 'page'],
    hooked: ['page', 'extension', 'page', 'page'],
  },
  {
    check: 'stack of an error in addEventListener: its frames',
    why: 'The trap, and within it the conversion of a type that is no string, which the browser asks of an object of ours to learn what came of it.',
    native: ['page', 'page', 'page'],
    hooked: ['page', 'extension', 'extension', 'extension', 'page', 'page'],
  },
];

/** `code`: how a native function prints behind its name; `aborted`: how the error of an aborted request does. */
const readingDifferences = (code: string, anonymous: string, aborted: string): readonly KnownDifference[] => [
  ...READERS.map((what) => ({
    check: `Function.prototype.toString of ${what}, a built-in that reads`,
    why: A_PROXY_PRINTS_NO_NAME,
    native: `function ${what.split(/[. ]/).at(-1)}${code}`,
    hooked: anonymous,
  })),
  {
    check: 'fetch prints by the method that all functions have',
    why: 'Error reporters take a fetch whose toString() does not print its name for one that was replaced, and do without it. So it prints as ever, by a method that is not quite that of all functions: nobody looks at that one.',
    native: true,
    hooked: false,
  },
  {
    check: 'an init that is a Proxy',
    why: 'What is asked for is read from the init, without running a getter; the handler of a Proxy sees that its own properties are looked at.',
    native: [],
    hooked: ['descriptor signal', 'descriptor headers', 'descriptor method', 'descriptor headers', 'descriptor credentials', 'descriptor body'],
  },
  {
    check: 'a read that fails, and nobody looks',
    why: 'A promise can be looked at only by handling it. The page gets the very promise of its read, at the very moment, and one that it drops and that fails is not reported as unhandled. (fetch, text() and the like, and pipeTo give one that is resolved a microtask later, and reported.)',
    native: [aborted],
    hooked: [],
  },
  {
    check: 'a sink that asks for nothing',
    why: 'The browser marks a body as used when it is piped, we when the sink asks for its first chunk: at once, but for a sink that has room for none.',
    native: [[0, true, true], 'stop'],
    hooked: [[0, false, true], 'stop'],
  },
];

/** Where redirects lead, and the statuses of redirects. */
const LEADING_NOWHERE = ['unknown:', 'data:text/plain,here'].flatMap((to) => [301, 302, 303, 307, 308].map((status) => [to, status] as const));

const CHROMIUM: readonly KnownDifference[] = [
  {
    check: 'messages are not kept when the page does not',
    mode: 'hooked',
    why: THE_BACKLOG_KEEPS,
    native: true,
    hooked: false,
  },
  ...['EventSource', 'EventSource.prototype.close', 'addEventListener', 'removeEventListener'].map((what) => ({
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
  ...FRAMES,
  {
    check: 'redirects in mode "manual" that lead nowhere',
    why: 'Chromium itself answers so as soon as any extension has a listener for its requests, and does nothing in it: it looks at where a redirect leads before it asks the mode.',
    native: LEADING_NOWHERE.map(([to, status]) => [to, status, ['opaqueredirect', 0]]),
    hooked: LEADING_NOWHERE.map(([to, status]) => [to, status, 'TypeError']),
    noise: LEADING_NOWHERE.map(() => 'error: Failed to load resource: net::ERR_UNSAFE_REDIRECT'),
  },
  ...readingDifferences('() { [native code] }', ANONYMOUS, 'AbortError: signal is aborted without reason'),
];

/** SpiderMonkey prints native functions on three lines. */
const NATIVE_CODE = '() {\n    [native code]\n}';

/** What Firefox does otherwise than Chromium is natively so as well, and no difference. */
const FIREFOX: readonly KnownDifference[] = [
  {
    check: 'messages are not kept when the page does not',
    mode: 'hooked',
    why: THE_BACKLOG_KEEPS,
    native: true,
    hooked: false,
  },
  ...['EventSource', 'EventSource.prototype.close', 'addEventListener', 'removeEventListener'].map((what) => ({
    check: `Function.prototype.toString of ${what}`,
    why: A_PROXY_PRINTS_NO_NAME,
    native: `function ${what.split('.').at(-1)}${NATIVE_CODE}`,
    hooked: `function ${NATIVE_CODE}`,
  })),
  {
    check: 'Function.prototype.toString of another realm',
    why: A_PROXY_PRINTS_NO_NAME,
    native: [`function EventSource${NATIVE_CODE}`, `function close${NATIVE_CODE}`],
    hooked: [`function ${NATIVE_CODE}`, `function ${NATIVE_CODE}`],
  },
  ...FRAMES,
  {
    check: 'abort: before, during, after, and in a handler',
    why: 'Firefox keeps a text that somebody has looked at when it was whole, over an abort after that; the page would find none in a text that it has never looked at. We look while it comes, and cannot know that more does not.',
    same: (facts) => (facts as unknown[]).map((fact) => (Array.isArray(fact) && fact[0] === 'done' ? fact.toSpliced(3, 1) : fact)),
  },
  ...readingDifferences(NATIVE_CODE, `function ${NATIVE_CODE}`, 'AbortError: The operation was aborted. '),
  {
    check: 'names on the window of a frame, in order',
    why: 'Firefox makes the names of a window when they are first asked for, and lists them in that order; the hook asks for those that it takes before the page can.',
    same: (facts) => (facts as string[]).toSorted(),
  },
  {
    check: 'what addEventListener refuses',
    why: 'The conversion of a type that is no string is asked of an object of ours, and Firefox names the method of the object in its message.',
    same: (facts) => (facts as { message?: string }[]).map((fact) => ({ ...fact, message: fact.message?.replace(/(can't convert) .* to string.*/, '$1') })),
  },
];

export const KNOWN_DIFFERENCES: Readonly<Record<BrowserName, readonly KnownDifference[]>> = { chromium: CHROMIUM, firefox: FIREFOX };

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

const HOSTILE: readonly HostileDifference[] = [
  {
    scenario: 'a page that knows how the hook is called',
    why: 'A second injection must find the first, so the hook answers a knock; a page that knows it can answer too. It learns that the hook is there (which toString tells it anyway), sees its own data, and hides itself. Its streams go on as ever.',
    same: ({ running, after }) => [running, after],
  },
];

const HOSTILE_CHROMIUM: readonly HostileDifference[] = [
  ...HOSTILE,
  {
    scenario: 'addEventListener of a frame that is gone',
    why: 'Chromium calls no listener that was added by script of a detached frame, and the trap of its addEventListener is such a script.',
    same: ({ running, after, notes }) => [running, notes, after.filter((line) => !/ (object|named)/.test(line))],
  },
];

export const HOSTILE_DIFFERENCES: Readonly<Record<BrowserName, readonly HostileDifference[]>> = { chromium: HOSTILE_CHROMIUM, firefox: HOSTILE };
