/** Gives Node what the page hook takes from a browser at load. Call it before anything of `src/page` is imported. */
export function standInForBrowser(): void {
  for (const name of ['EventSource', 'MouseEvent']) {
    if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value: class extends EventTarget {}, configurable: true });
  }
  if ('toBase64' in Uint8Array.prototype) return;
  // oxlint-disable-next-line no-extend-native -- Node 20 has none yet, and this is what browsers have there
  Object.defineProperty(Uint8Array.prototype, 'toBase64', {
    value(this: Uint8Array) {
      return Buffer.from(this.buffer, this.byteOffset, this.byteLength).toString('base64');
    },
    configurable: true,
  });
}
