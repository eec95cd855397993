/** Calls what `privileged.js` has, in the browser's own window. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Milliseconds } from '../../src/core/units.ts';
import type { Marionette } from './marionette.ts';

const SOURCE = readFileSync(fileURLToPath(new URL('./privileged.js', import.meta.url)), 'utf8');
/** Everything that may take long has a patience of its own; this one only keeps a hang from being for ever. */
const SCRIPT_LIMIT: Milliseconds = 600_000;

/** The number that Firefox has for a tab; it stays the same when the tab's process changes. */
export type TabNumber = number;

/** A document that code can be run in. */
export type Place =
  | { kind: 'tab'; tab: TabNumber }
  /** A tab that shows a page of the extension. */
  | { kind: 'page'; tab: TabNumber }
  | { kind: 'panel' | 'devtools'; tab: TabNumber; extension: string }
  | { kind: 'background'; extension: string };

export interface ChromeScope {
  /** @returns what the function of that name in `privileged.js` returns, by way of JSON: whoever calls knows its type. */
  call<T = void>(name: string, ...args: readonly unknown[]): Promise<T>;
}

/** Begins the session. Everything from here on is in the browser's own scope: with one scope for all, calls may run side by side. */
export async function openChromeScope(marionette: Marionette, acceptInsecureCerts: boolean): Promise<ChromeScope> {
  await marionette.send('WebDriver:NewSession', { acceptInsecureCerts });
  await marionette.send('WebDriver:SetTimeouts', { script: SCRIPT_LIMIT });
  await marionette.send('Marionette:SetContext', { value: 'chrome' });
  return {
    async call<T>(name: string, ...args: readonly unknown[]): Promise<T> {
      const script = `${SOURCE}\nreturn globalThis.sseScopeDriver[arguments[0]](...JSON.parse(arguments[1]));`;
      const answer = await marionette.send('WebDriver:ExecuteScript', { script, args: [name, JSON.stringify(args)], sandbox: 'system', newSandbox: false });
      return (answer as { value: T }).value;
    },
  };
}
