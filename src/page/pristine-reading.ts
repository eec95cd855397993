/** Built-ins that read streams, taken before the page's first script runs: see pristine.ts, whose rules are the rules here. */
import { defineProperty, deleteProperty, deref, getOwnPropertyDescriptor, getPrototypeOf, getter, isObject, PristineWeakRef, uncurry } from './pristine.ts';

const PristinePromise = Promise;
const promisePrototype = Promise.prototype;
const { species } = Symbol;
const speciesOf = getOwnPropertyDescriptor(PristinePromise, species)?.get;
const promiseThen = uncurry(promisePrototype.then) as <T, R>(promise: Promise<T>, onValue: (value: T) => R, onReason?: (reason: unknown) => R) => Promise<R>;

/**
 * `promise.then(onValue, onReason)`, and nobody else is asked.
 * [spec: PerformPromiseThen] `then` looks for the constructor of what it gives, and for its species: where the page has put its own
 * there, the promise hides its constructor meanwhile, which makes it a plain `Promise`.
 */
export function react<T, R>(promise: Promise<T>, onValue: (value: T) => R, onReason?: (reason: unknown) => R): Promise<R> {
  const tampered =
    getOwnPropertyDescriptor(promisePrototype, 'constructor')?.value !== PristinePromise ||
    getOwnPropertyDescriptor(PristinePromise, species)?.get !== speciesOf;
  if (tampered) defineProperty(promise, 'constructor', { __proto__: null, value: undefined, configurable: true } as PropertyDescriptor);
  const next = promiseThen(promise, onValue, onReason);
  if (tampered) deleteProperty(promise, 'constructor');
  return next;
}

const isA =
  (prototype: object) =>
  (value: unknown): boolean =>
    isObject(value) && getPrototypeOf(value) === prototype;
const headersPrototype = Headers.prototype;
const requestPrototype = Request.prototype;
const searchPrototype = URLSearchParams.prototype;
export const isTypeError = isA(TypeError.prototype);
export const isSyntaxError = isA(SyntaxError.prototype);
/** Gives the object as long as somebody else keeps it. */
export function weakly<T extends object>(object: T): () => T | undefined {
  const reference = new PristineWeakRef(object);
  return () => deref(reference);
}
const exceptionPrototype = DOMException.prototype;
const urlPrototype = URL.prototype;
const PristineURL = URL;
export const isHeaders = isA(headersPrototype) as (value: unknown) => value is Headers;
export const isRequest = isA(requestPrototype) as (value: unknown) => value is Request;
export const isSearchParams = isA(searchPrototype) as (value: unknown) => value is URLSearchParams;
export const isSignal = isA(AbortSignal.prototype) as (value: unknown) => value is AbortSignal;
export const isURL = isA(urlPrototype) as (value: unknown) => value is URL;

export const headerOf = uncurry(headersPrototype.get);
export const eachHeader = uncurry(headersPrototype.forEach) as (headers: Headers, each: (value: string, name: string) => void) => void;
export const searchText = uncurry(searchPrototype.toString);
export const requestUrlOf = getter<Request, string>(requestPrototype, 'url');
export const requestMethodOf = getter<Request, string>(requestPrototype, 'method');
export const requestHeadersOf = getter<Request, Headers>(requestPrototype, 'headers');
export const requestSignalOf = getter<Request, unknown>(requestPrototype, 'signal');
export const requestCredentialsOf = getter<Request, string>(requestPrototype, 'credentials');
export const exceptionNameOf = getter<object, string>(exceptionPrototype, 'name');
export const exceptionMessageOf = getter<object, string>(exceptionPrototype, 'message');
export const hrefOf = getter<URL, string>(urlPrototype, 'href');
const baseURIOf = getter<Node, string>(Node.prototype, 'baseURI');

/** `url` as the browser will ask for it; as it is when it is none. @note `window.document` is unforgeable, and may become another. */
export function absolute(url: string): string {
  try {
    return hrefOf(new PristineURL(url, baseURIOf(document)));
  } catch {
    return url;
  }
}

export const upperCase = uncurry(String.prototype.toUpperCase);
export const trim = uncurry(String.prototype.trim);
export const lower = uncurry(String.prototype.toLowerCase);

export const responsePrototype: Response = Response.prototype;
export const responseHeadersOf = getter<Response, Headers>(responsePrototype, 'headers');
export const responseUrlOf = getter<Response, string>(responsePrototype, 'url');
export const statusOf = getter<Response, number>(responsePrototype, 'status');
export const statusTextOf = getter<Response, string>(responsePrototype, 'statusText');
export const bodyOf = getter<Response, ReadableStream<Uint8Array> | null>(responsePrototype, 'body');
export const usedOf = getter<Response, boolean>(responsePrototype, 'bodyUsed');

const PristineReadableStream = ReadableStream;
export const streamPrototype: ReadableStream<Uint8Array> = ReadableStream.prototype as ReadableStream<Uint8Array>;
export const defaultReaderPrototype: ReadableStreamDefaultReader<Uint8Array> = ReadableStreamDefaultReader.prototype as ReadableStreamDefaultReader<Uint8Array>;
export const byobReaderPrototype = ReadableStreamBYOBReader.prototype;
const controllerPrototype = ReadableStreamDefaultController.prototype as ReadableStreamDefaultController<Uint8Array>;
export type Reader = ReadableStreamDefaultReader<Uint8Array>;
export const lockedOf = getter<ReadableStream, boolean>(streamPrototype, 'locked');
export const readerOf = uncurry(streamPrototype.getReader) as (stream: ReadableStream<Uint8Array>) => Reader;
export const readFrom = uncurry<Reader, [], Promise<ReadableStreamReadResult<Uint8Array>>>(defaultReaderPrototype.read);
export const readIntoFrom = uncurry(byobReaderPrototype.read) as (reader: object, view: ArrayBufferView) => Promise<unknown>;
export const cancelBy = uncurry(defaultReaderPrototype.cancel) as (reader: Reader, reason: unknown) => Promise<void>;
export const releaseLock = uncurry<Reader, [], void>(defaultReaderPrototype.releaseLock);
export const closedOf = getter<object, Promise<undefined>>(defaultReaderPrototype, 'closed');
export const closedOfBYOB = getter<object, Promise<undefined>>(byobReaderPrototype, 'closed');
export const closeSource = uncurry<object, [], void>(controllerPrototype.close);
export const enqueueSource = uncurry<object, [Uint8Array], void>(controllerPrototype.enqueue);
export const errorSource = uncurry(controllerPrototype.error) as (controller: object, reason: unknown) => void;
/** [spec] Iterators of streams have a prototype of their own that no global names. */
export const iteratorPrototype: object = getPrototypeOf(new ReadableStream().values()) as object;

/** A stream that has nothing in store: it asks for a chunk when its reader does. */
export const makeStream = (start: (controller: object) => void, pull: () => void, cancel: (reason: unknown) => Promise<void>): ReadableStream<Uint8Array> =>
  new PristineReadableStream(
    { __proto__: null, start, pull, cancel } as UnderlyingDefaultSource<Uint8Array>,
    { __proto__: null, highWaterMark: 0 } as QueuingStrategy<Uint8Array>,
  );
