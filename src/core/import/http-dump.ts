/**
 * What people paste of an HTTP exchange: `curl -i` (heads before the body, also several: redirects, 100, the answer of a proxy), `curl -v` (lines that
 * begin with `*`, `>`, `<`, `{`), `http -v` (the request, then the response), `wget -S` (heads that are indented), and the command before it. Taken apart
 * line by line into heads and the lines of bodies.
 */
import type { Header, Redirect } from '../model/observation.ts';
import { createChunkedBody, isChunked, type ChunkedBody } from './chunked-body.ts';
import { isCommand, isPrompt, requestOf } from './command-line.ts';
import type { DumpEnd, DumpExchange, DumpListener, DumpResponse } from './dump-exchange.ts';

export interface HttpDump {
  /** A line without its end. */
  line(text: string): void;
  /** A line that is of a body for certain; `end` as of the listener. */
  body(text: string, end?: '' | '\n'): void;
  /** The text is at its end. */
  finish(): void;
}

export const STATUS = /^HTTP\/(\d(?:\.\d)?) (\d{3})(?: .*)?$/;
export const REQUEST = /^([A-Z]{3,10}) (\S+) (HTTP\/\d(?:\.\d)?)$/;
const FIELD = /^(:?[!#$%&'*+.^_`|~\w-]+):(.*)$/;
/** Of `curl -v`: what it says, sends and gets, perhaps with a time before it (`--trace-time`). */
export const VERBOSE = /^(?:\d\d:\d\d:\d\d\.\d+ )?([*<>])(?: (.*))?$/;
/** Of `curl -v`: how much came, when the body goes elsewhere, and the heading of its progress. */
export const NOISE = /^(?:\d\d:\d\d:\d\d\.\d+ )?[{}] \[(?:\d+ bytes data|data not shown)\]$|^ +% Total +% Received|^ +Dload +Upload/;
/** Of curl: its progress, behind which the line of something else may begin. */
const PROGRESS =
  /^(?:\r? *\d{1,3}(?: +[\d.]+[kMGTP]?){1,2}(?: +\d{1,3} +[\d.]+[kMGTP]?){2}(?: +[\d.]+[kMGTP]?){2}(?: +[-\d]+:[-\d]+:[-\d]+){3} +[\d.]+[kMGTP]?\r?)+/;
const BROKEN =
  /transfer closed with|Recv failure|Send failure|HTTP\/[23] stream \d+ was (?:not closed cleanly|reset)|SSL_read|Connection reset|unexpected eof/i;
export const WGET = /^--\d{4}-\d\d-\d\d \d\d:\d\d:\d\d-- +(https?:\/\/\S+)$/;
/** Of `wget -S`. */
export const INDENTED = /^ {2}(HTTP\/\d.*)$/;
const WGET_SAYS = /^(?:Length|Location|Saving to|Remote file|Reusing|Cookie coming|Last-modified)\b/;
const WGET_END = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (?:\([^)]*\) - (.*)|.*)$/;

/** The line without curl's progress before it. */
export function withoutProgress(line: string): string {
  return line.replace(PROGRESS, '');
}

export function createHttpDump(on: DumpListener): HttpDump {
  let request: DumpExchange['request'];
  let redirects: Redirect[] = [];
  /** Complete, and nothing of its body has come. */
  let waiting: DumpResponse | undefined;
  /** The head that is being read, and whose it is. */
  let head: { of: '<' | '>'; style: 'plain' | 'verbose' | 'indented'; firstLine: string; headers: Header[] } | undefined;
  /** `asked`: a command stands there, and nothing that it printed. */
  let state: 'start' | 'asked' | 'request body' | 'body' = 'start';
  let isSecure = false;
  let isVerbose = false;
  /** What wget says of itself before and after a head; the body begins behind an empty line. */
  let wget: 'no' | 'says' | 'body' = 'no';
  /** The body stands there in chunks, as it was sent. */
  let chunked: ChunkedBody | undefined;
  /** A command that goes on in the next line. */
  let command = '';

  const begin = (firstLine = ''): void => {
    if (waiting === undefined) return;
    chunked = isChunked(waiting.headers, firstLine) ? createChunkedBody(on.body) : undefined;
    on.begin({ request, redirects, response: waiting, isSecure });
    waiting = undefined;
    request = undefined;
    redirects = [];
    state = 'body';
  };

  /** A body without a head. */
  const beginBare = (): void => {
    chunked = undefined;
    on.begin({ request, redirects, response: undefined, isSecure });
    request = undefined;
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

  const openHead = (of: '<' | '>', firstLine: string, style: 'plain' | 'verbose' | 'indented'): void => {
    if (of === '<') supersede();
    // A question after an answer: the answer was complete, unless it led here.
    else if (waiting !== undefined && (waiting.status < 300 || waiting.status > 399)) begin();
    head = { of, style, firstLine, headers: [] };
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
    const isIndented = head.style === 'indented';
    const field = isIndented && !text.startsWith('  ') ? null : FIELD.exec(isIndented ? text.slice(2) : text);
    const last = head.headers.at(-1);
    if (field !== null) head.headers.push({ name: field[1]!, value: field[2]!.trim() });
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
    if (sign === '<' ? STATUS.test(text) : REQUEST.test(text)) openHead(sign as '<' | '>', text, 'verbose');
    else readHead(text);
  };

  const readCommand = (text: string): void => {
    command += text.replace(/[\\^`]$/, ' ');
    if (/[\\^`]$/.test(text)) return;
    finish();
    request = requestOf(command);
    redirects = [];
    state = 'asked';
    wget = 'no';
    command = '';
  };

  /** Says whether it is a line of wget's own. */
  const readWget = (text: string): boolean => {
    const url = WGET.exec(text)?.[1];
    if (url !== undefined) {
      // It follows a redirect, or asks for the next.
      if (wget === 'body' && waiting === undefined) finish();
      else supersede();
      request = { firstLine: text, headers: [], method: 'GET', target: url, httpVersion: '', isCommand: true };
      wget = 'says';
      return true;
    }
    const said = wget === 'body' ? WGET_END.exec(text) : null;
    if (said !== null) {
      finish(/error|closed/i.test(said[1] ?? '') ? { error: text } : {});
      return true;
    }
    if (wget === 'body' || (wget === 'no' && !(waiting !== undefined && WGET_SAYS.test(text)))) return false;
    wget = text.trim() === '' && waiting !== undefined ? 'body' : 'says';
    return true;
  };

  const finish = (how?: DumpEnd): void => {
    closeHead();
    begin();
    on.end(how);
  };

  const body: HttpDump['body'] = (text, end) => {
    if (waiting === undefined && (state === 'start' || state === 'asked')) beginBare();
    else begin(text);
    if (chunked === undefined) on.body(text, end);
    else if (chunked.line(text)) on.end({});
  };

  return {
    line(whole) {
      let text = whole.endsWith('\r') ? whole.slice(0, -1) : whole;
      if (command !== '' || isCommand(text)) return readCommand(text);
      const before = text.length;
      text = withoutProgress(text);
      const progress = before - text.length;
      if (progress > 0 && text === '') return;
      const verbose = isVerbose || state === 'start' || state === 'asked' ? VERBOSE.exec(text) : null;
      if (verbose !== null) return readVerbose(verbose[1]!, verbose[2] ?? '');
      if (NOISE.test(text)) return void (isVerbose ||= !text.startsWith(' '));
      const said = /^curl: \((\d+)\) /.exec(text);
      // 28: its own time limit; all others that come this late are of the connection.
      if (said !== null) return finish({ error: text, ...(said[1] === '28' ? { byProgram: true } : {}) });
      if (text === '^C') return finish({ error: text, byProgram: true });
      // `-v` and `-i` together write each line of the head twice.
      if (head?.style === 'verbose') return;
      if (readHead(text)) return;
      const indented = INDENTED.exec(text)?.[1];
      if (indented !== undefined) {
        wget = wget === 'no' ? 'no' : 'says';
        return openHead('<', indented, 'indented');
      }
      if (readWget(text)) return;
      if (STATUS.test(text) && waiting?.firstLine !== text) return openHead('<', text, 'plain');
      const isBefore = (state === 'start' || state === 'asked') && waiting === undefined;
      if (isPrompt(text) || (isBefore && text.trim() === '')) return;
      if (isBefore && REQUEST.test(text)) return openHead('>', text, 'plain');
      if (state === 'request body' || (isBefore && isVerbose && request === undefined)) return;
      const rest = whole.slice(progress);
      // Wget writes a dot for each kilobyte, of which the first stand before the first line.
      body(wget === 'body' ? rest.replace(/^ *\d+K[ .]*/, '') : rest);
    },
    body,
    finish() {
      closeHead();
      begin();
    },
  };
}
