/** Built-ins that handle bytes, taken before the page's first script runs: see pristine.ts, whose rules are the rules here. */
import { getPrototypeOf, getter, uncurry } from './pristine.ts';

const PristineUint8Array = Uint8Array;
const typedArrayPrototype = getPrototypeOf(Uint8Array.prototype) as Uint8Array;
export const bufferOf = getter<Uint8Array, ArrayBuffer>(typedArrayPrototype, 'buffer');
export const byteOffsetOf = getter<Uint8Array, number>(typedArrayPrototype, 'byteOffset');
export const byteLengthOf = getter<Uint8Array, number>(typedArrayPrototype, 'byteLength');
const bufferLengthOf = getter<ArrayBuffer, number>(ArrayBuffer.prototype, 'byteLength');
const blobSizeOf = getter<Blob, number>(Blob.prototype, 'size');
const { isView } = ArrayBuffer;
export const copyInto = uncurry(typedArrayPrototype.set) as (target: Uint8Array, source: Uint8Array, at: number) => void;
/** A view of bytes. `subarray` would ask the page's constructor. */
export const view = (buffer: ArrayBuffer, from: number, length: number): Uint8Array => new PristineUint8Array(buffer, from, length);
/** So many new bytes, or those of a buffer. */
export const room = (of: number | ArrayBuffer): Uint8Array => new PristineUint8Array(of as number);

/** Bytes of what a page gives as a body, where it has a size that can be had without reading it. */
export function sizeOf(body: object): number {
  try {
    return isView(body) ? byteLengthOf(body as Uint8Array) : bufferLengthOf(body as ArrayBuffer);
  } catch {
    // Neither bytes nor a buffer: a DataView has no size that all of them share.
  }
  try {
    return blobSizeOf(body as Blob);
  } catch {
    return 0;
  }
}

const decoder = new TextDecoder('windows-1252');
const encoder = new TextEncoder();
const decode = uncurry(TextDecoder.prototype.decode) as (of: TextDecoder, bytes: Uint8Array) => string;
const encode = uncurry(TextEncoder.prototype.encode) as (of: TextEncoder, text: string) => Uint8Array;
const { toBase64 } = PristineUint8Array.prototype as { toBase64?: (this: Uint8Array) => string };
const base64 = toBase64 && uncurry(toBase64);
/** The flag of the text that `textOfBytes` makes. */
export const TEXT_FLAG: 0 | 4 = base64 ? 4 : 0;
/** Bytes, by threes, that become one string: V8 gives each string above 128 KB memory of its own, and an encoder is ten times as slow there. */
const PIECE = 49_152;
/** How bytes cross: see wire/protocol/batch-writer.ts. */
export function textOfBytes(bytes: Uint8Array): string {
  if (!base64) return decode(decoder, bytes);
  const length = byteLengthOf(bytes);
  let text = '';
  for (let from = 0; from < length; from += PIECE)
    text += base64(view(bufferOf(bytes), byteOffsetOf(bytes) + from, length - from < PIECE ? length - from : PIECE));
  return text;
}
export const bytesOfText = (text: string): Uint8Array => encode(encoder, text);
