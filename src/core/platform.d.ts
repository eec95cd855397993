/**
 * What `core` takes beside the language itself: the parts of it that browsers, their workers and Node all have. The compiler knows no others here, so
 * `document`, `chrome` and `process` stay out.
 */
declare class TextDecoder {
  constructor(label: 'utf-8', options: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: Uint8Array, options?: { stream: boolean }): string;
}
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, into: Uint8Array): { read: number; written: number };
}
declare class URL {
  constructor(url: string, base?: string);
  static canParse(url: string, base?: string): boolean;
  readonly href: string;
}
declare function atob(text: string): string;
declare function btoa(bytes: string): string;
