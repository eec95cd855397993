/** What a dump of an HTTP exchange says: what was asked, what was answered, and how it ended. */
import type { Header, Redirect } from '../model/observation.ts';

export interface DumpHead {
  /** As it stands there. */
  firstLine: string;
  headers: Header[];
}

export interface DumpRequest extends DumpHead {
  method: string;
  /** A path, or an absolute URL; '' for not known. */
  target: string;
  /** '' for not known. */
  httpVersion: string;
  /** It is a command that stands there, not what was sent: no browser asked. */
  isCommand?: true;
}

export interface DumpResponse extends DumpHead {
  status: number;
  httpVersion: string;
}

export interface DumpExchange {
  /** Undefined: the dump does not have it. */
  request: DumpRequest | undefined;
  /** Answers that led elsewhere, before the last one. */
  redirects: Redirect[];
  /** Undefined: the dump has the body alone. */
  response: DumpResponse | undefined;
  /** The exchange was made over TLS, as far as curl says. */
  isSecure: boolean;
}

/** What the program said of the end. Without `error` it was clean. */
export interface DumpEnd {
  error?: string;
  byProgram?: true;
}

export interface DumpListener {
  /** An answer has begun: what comes next is its body. */
  begin(exchange: DumpExchange): void;
  /** `end`: the end of the line, where it is not that of all lines of the text. */
  body(line: string, end?: '' | '\n'): void;
  /** Undefined: nobody said how. */
  end(how?: DumpEnd): void;
}
