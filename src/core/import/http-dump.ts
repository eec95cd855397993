/**
 * What people paste of an HTTP exchange: `curl -i` (heads before the body, also several: redirects, 100, the answer of a proxy), `curl -v` (lines that
 * begin with `*`, `>`, `<`, `{`), `http -v` (the request, then the response). Taken apart line by line into heads and the lines of bodies.
 */
import type { Header, Redirect } from '../model/observation.ts';

export interface DumpHead {
  /** As it stands there. */
  firstLine: string;
  headers: Header[];
}

export interface DumpResponse extends DumpHead {
  status: number;
  httpVersion: string;
}

export interface DumpExchange {
  /** Undefined: the dump does not have it. */
  request: (DumpHead & { method: string; target: string; httpVersion: string }) | undefined;
  /** Answers that led elsewhere, before the last one. */
  redirects: Redirect[];
  response: DumpResponse;
  /** The exchange was made over TLS, as far as curl says. */
  isSecure: boolean;
}

export interface DumpListener {
  /** An answer has begun: what comes next is its body. */
  begin(exchange: DumpExchange): void;
  body(line: string): void;
  /** What the program said of the end. Undefined `error`: it was clean. */
  end(how: { error?: string; byProgram?: true }): void;
}

export interface HttpDump {
  /** A line without its end. */
  line(text: string): void;
  /** The text is at its end. */
  finish(): void;
}

const STATUS = /^HTTP\/(\d(?:\.\d)?) (\d{3})(?: .*)?$/;
const REQUEST = /^([A-Z]{3,10}) (\S+) (HTTP\/\d(?:\.\d)?)$/;
const FIELD = /^(:?[!#$%&'*+.^_`|~\w-]+):[ \t]*(.*?)[ \t]*$/;
/** Of `curl -v`: what it says, sends and gets, perhaps with a time before it (`--trace-time`). */
const VERBOSE = /^(?:\d\d:\d\d:\d\d\.\d+ )?([*<>])(?: (.*))?$/;
/** Of `curl -v`: `{ [37 bytes data]`; and its progress, when the body goes elsewhere. */
const NOISE = /^(?:\d\d:\d\d:\d\d\.\d+ )?[{}] \[\d+ bytes data\]$|^ +% Total +% Received|^ +Dload +Upload|^ *\d+ +[\d.]+[kMG]? +\d+ +[\d.]+[kMG]? .*--:--/;
const BROKEN =
  /transfer closed with|Recv failure|Send failure|HTTP\/[23] stream \d+ was (?:not closed cleanly|reset)|SSL_read|Connection reset|unexpected eof/i;
/** Lines at the begin that are looked at: of `curl -v`, a certificate takes some dozens. */
const LOOKED_AT = 300;

/** Whether a text that begins so is such a dump. */
export function isHttpDump(text: string): boolean {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/, LOOKED_AT);
  const first = lines.find((line) => line.trim() !== '') ?? '';
  if (STATUS.test(first)) return true;
  if (REQUEST.test(first)) return lines.some((line) => STATUS.test(line));
  return (
    (VERBOSE.test(first) || NOISE.test(first)) && lines.some((line) => /^<$/.test(VERBOSE.exec(line)?.[1] ?? '') && STATUS.test(VERBOSE.exec(line)?.[2] ?? ''))
  );
}

export function createHttpDump(on: DumpListener): HttpDump {
  let request: DumpExchange['request'];
  let redirects: Redirect[] = [];
  /** Complete, and nothing of its body has come. */
  let waiting: DumpResponse | undefined;
  /** The head that is being read, and whose it is. */
  let head: { of: '<' | '>'; verbose: boolean; firstLine: string; headers: Header[] } | undefined;
  let state: 'start' | 'request body' | 'body' = 'start';
  let isSecure = false;
  let isVerbose = false;

  const begin = (): void => {
    if (waiting === undefined) return;
    on.begin({ request, redirects, response: waiting, isSecure });
    waiting = undefined;
    request = undefined;
    redirects = [];
    state = 'body';
  };

  /** Another head follows the one that waits: that was not the answer. */
  const supersede = (): void => {
    if (waiting === undefined) return;
    const { status, headers } = waiting;
    const location = headers.find(({ name }) => name.toLowerCase() === 'location')?.value;
    if (status >= 300 && status < 400 && location !== undefined) redirects.push({ at: 0, status, location, responseHeaders: headers });
    waiting = undefined;
  };

  const openHead = (of: '<' | '>', firstLine: string, verbose: boolean): void => {
    if (of === '<') supersede();
    // A question after an answer: the answer was complete, unless it led here.
    else if (waiting !== undefined && (waiting.status < 300 || waiting.status > 399)) begin();
    head = { of, verbose, firstLine, headers: [] };
  };

  const closeHead = (): void => {
    if (head === undefined) return;
    const { of, firstLine, headers } = head;
    head = undefined;
    if (of === '>') {
      const [, method = '', target = '', httpVersion = ''] = REQUEST.exec(firstLine) ?? [];
      request = { method, target, httpVersion, firstLine, headers };
      state = 'request body';
      return;
    }
    const [, version = '', status = '0'] = STATUS.exec(firstLine) ?? [];
    waiting = { firstLine, headers, status: Number(status), httpVersion: `HTTP/${version}` };
    state = 'body';
  };

  /** Says whether the line belongs to the head that is being read. */
  const readHead = (text: string): boolean => {
    if (head === undefined) return false;
    const field = FIELD.exec(text);
    const last = head.headers.at(-1);
    if (field !== null) head.headers.push({ name: field[1]!, value: field[2]! });
    else if (text.trim() === '') closeHead();
    // [spec] HTTP, obsolete line folding.
    else if (/^[ \t]/.test(text) && last !== undefined) last.value += ` ${text.trim()}`;
    else {
      closeHead();
      return false;
    }
    return true;
  };

  const readVerbose = (sign: string, text: string): void => {
    isVerbose = true;
    if (sign === '*') {
      if (/\bSSL connection using|\[HTTP\/2\].*https:\/\//.test(text)) isSecure = true;
      if (BROKEN.test(text)) finish({ error: text });
      else if (/left intact$|^Closing connection|^shutting down connection/i.test(text)) finish({});
      return;
    }
    if (sign === '<' ? STATUS.test(text) : REQUEST.test(text)) openHead(sign as '<' | '>', text, true);
    else readHead(text);
  };

  const finish = (how: Parameters<DumpListener['end']>[0]): void => {
    closeHead();
    begin();
    on.end(how);
  };

  return {
    line(whole) {
      const text = whole.endsWith('\r') ? whole.slice(0, -1) : whole;
      const verbose = isVerbose || state === 'start' ? VERBOSE.exec(text) : null;
      if (verbose !== null) return readVerbose(verbose[1]!, verbose[2] ?? '');
      if (isVerbose && NOISE.test(text)) return;
      const said = /^curl: \((\d+)\) /.exec(text);
      // 28: its own time limit; all others that come this late are of the connection.
      if (said !== null) return finish({ error: text, ...(said[1] === '28' ? { byProgram: true } : {}) });
      if (text === '^C') return finish({ error: text, byProgram: true });
      // `-v` and `-i` together write each line of the head twice.
      if (head?.verbose) return;
      if (readHead(text)) return;
      if (STATUS.test(text) && waiting?.firstLine !== text) return openHead('<', text, false);
      if (state === 'start' && text.trim() === '' && waiting === undefined) return;
      if (state === 'start' && REQUEST.test(text)) return openHead('>', text, false);
      if (state === 'request body' || (state === 'start' && isVerbose)) return;
      begin();
      on.body(whole);
    },
    finish() {
      closeHead();
      begin();
    },
  };
}
