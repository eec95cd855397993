/**
 * What the page asks for, from the arguments of `fetch`. The browser reads them, and so do we, but never by running code of the page: of
 * objects only their own plain properties are looked at, and what is hidden behind getters is not told.
 */
import { abortedOf, getOwnPropertyDescriptor, indexOf, isObject, ownKeys, slice } from './pristine.ts';
import { sizeOf } from './pristine-bytes.ts';
import {
  absolute,
  eachHeader,
  headerOf,
  hrefOf,
  isHeaders,
  isRequest,
  isSearchParams,
  isSignal,
  isURL,
  lower,
  requestCredentialsOf,
  requestHeadersOf,
  requestMethodOf,
  requestSignalOf,
  requestUrlOf,
  searchText,
  upperCase,
} from './pristine-reading.ts';

/** Code units of a request's body that are told at most: a long conversation with a model. */
const BODY_LENGTH = 65_536;

/** What is told of a request. */
export interface RequestFacts {
  method: string;
  /** Absolute; '' where it cannot be told. */
  url: string;
  /** `name\nvalue\n` for each. */
  requestHeaders: string;
  body: string | undefined;
  bodyLength: number;
  withCredentials: boolean;
}

/** The own plain property `key` of what the page gave. @note A descriptor of an accessor has no `value`, but the page's `Object.prototype` may have one. */
export function plain(of: unknown, key: PropertyKey): unknown {
  const descriptor = isObject(of) && getOwnPropertyDescriptor(of, key);
  const value = descriptor && getOwnPropertyDescriptor(descriptor, 'value');
  return value ? value.value : undefined;
}

/** A line with the name and one with the value: '' for what could not be sent. */
export function headerLines(name: unknown, value: unknown): string {
  if (typeof name !== 'string' || (typeof value !== 'string' && typeof value !== 'number')) return '';
  const lines = name + '\n' + value;
  return indexOf(lines, '\n', name.length + 1) < 0 ? lines + '\n' : '';
}

export function linesOfHeaders(headers: unknown): string {
  let lines = '';
  if (isHeaders(headers)) {
    eachHeader(headers, (value, name) => {
      lines += headerLines(name, value);
    });
  } else if (isObject(headers)) {
    const count = plain(headers, 'length');
    if (typeof count === 'number') for (let i = 0; i < count; i++) lines += headerLines(plain(plain(headers, i), 0), plain(plain(headers, i), 1));
    else {
      const keys = ownKeys(headers);
      for (let i = 0; i < keys.length; i++) lines += headerLines(keys[i], plain(headers, keys[i] as PropertyKey));
    }
  }
  return lines;
}

/** [spec: fetch, normalize a method] Others stay as they are written. */
export function methodName(method: unknown): string {
  if (typeof method !== 'string') return 'GET';
  const upper = upperCase(method);
  return indexOf(' DELETE GET HEAD OPTIONS POST PUT ', ' ' + upper + ' ', 0) < 0 ? method : upper;
}

/** Text and length of a body, cut. */
export function bodyFacts(body: unknown): Pick<RequestFacts, 'body' | 'bodyLength'> {
  const text = isSearchParams(body) ? searchText(body) : body;
  if (typeof text === 'string') return { body: slice(text, 0, BODY_LENGTH), bodyLength: text.length };
  return { body: undefined, bodyLength: isObject(body) ? sizeOf(body) : 0 };
}

/** What a request accepts that asks for a stream in so many words, else '': then its failure is told too, and where in the page it was made. */
export function streamAccepted(input: unknown, init: unknown): string {
  const headers = plain(init, 'headers');
  let accept: unknown = plain(headers, 'accept') ?? plain(headers, 'Accept');
  if (isHeaders(headers)) accept = headerOf(headers, 'accept');
  else if (accept === undefined && isRequest(input)) accept = headerOf(requestHeadersOf(input), 'accept');
  return typeof accept === 'string' && indexOf(lower(accept), 'text/event-stream', 0) >= 0 ? accept : '';
}

/** Whether a request of `fetch` was given up before it was made: nothing is sent, and what is given rejects at once. */
export function isAborted(input: unknown, init: unknown): boolean {
  const own = plain(init, 'signal');
  const signal = own === undefined && isRequest(input) ? requestSignalOf(input) : own;
  return isSignal(signal) && abortedOf(signal);
}

/** Absolute; '' where it cannot be told. */
export const urlText = (url: unknown): string => (typeof url === 'string' ? absolute(url) : isURL(url) ? hrefOf(url) : '');
/** The same of what `fetch` is given. */
export const requestedUrl = (input: unknown): string => (isRequest(input) ? requestUrlOf(input) : urlText(input));

/** [spec: fetch, new Request()] `init` goes before the `Request`. */
export function requestFacts(input: unknown, init: unknown): RequestFacts {
  const request = isRequest(input) ? input : undefined;
  const method = plain(init, 'method');
  const headers = plain(init, 'headers');
  const credentials = plain(init, 'credentials') ?? (request && requestCredentialsOf(request));
  return {
    method: method === undefined && request ? requestMethodOf(request) : methodName(method),
    url: requestedUrl(input),
    requestHeaders: linesOfHeaders(isObject(headers) || !request ? headers : requestHeadersOf(request)),
    ...bodyFacts(plain(init, 'body')),
    withCredentials: credentials === 'include',
  };
}
