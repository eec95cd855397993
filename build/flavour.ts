/** The two flavours of the build for Chromium: what everybody gets, and the raw one, whose `debugger` permission cannot be asked for later. */
import type { Manifest } from './manifest-for.ts';

export interface Flavour {
  readonly folder: string;
  /** The manifest of this flavour, from the one that is written. */
  manifest<M extends Manifest>(written: M): M;
}

/** Beside the other one in the browser's list, so its name must say which it is. */
const RAW: Flavour = {
  folder: 'dist-raw',
  manifest: (written) => ({ ...written, name: `${String(written['name'])} (raw)`, permissions: [...(written.permissions ?? []), 'debugger'] }),
};
const USUAL: Flavour = { folder: 'dist', manifest: (written) => written };

/** @param mode of Vite: `raw`, or anything else for the usual one. */
export const flavourOf = (mode: string): Flavour => (mode === 'raw' ? RAW : USUAL);
