/** A real Firefox with the built extension in it, and its real toolbox. The commands and the tests share this file. */
import path from 'node:path';
import type { Milliseconds } from '../../src/core/units.ts';
import { CliError, EXIT, reasonOf } from '../exit.ts';
import { until } from '../until.ts';
import { type ChromeScope, openChromeScope, type Place, type TabNumber } from './chrome-scope.ts';
import { type FirefoxProcess, startFirefox, type ProcessOptions } from './firefox-process.ts';
import { connectMarionette, type Marionette } from './marionette.ts';

/** The toolbox takes half a second to come up, and the extension's page in it as long; many times that on a busy machine. */
const TOOLBOX_PATIENCE: Milliseconds = 30_000;
const BACKGROUND_PATIENCE: Milliseconds = 30_000;

export interface FirefoxOptions extends ProcessOptions {
  /** A folder or a zip with the built manifest.json; without one, Firefox as it is. */
  extension?: string;
  /** The user has allowed the extension in private windows. */
  allowPrivate?: boolean;
  /** Certificates that cannot be checked are taken. */
  insecure?: boolean;
}

export type ToolboxSide = 'bottom' | 'left' | 'right' | 'window';

export interface Firefox {
  /** Such as "Firefox 153.7.0". */
  readonly version: string;
  /** '' without one. */
  readonly extensionId: string;
  /** Resolves when Firefox is gone. */
  readonly gone: Promise<void>;
  readonly scope: ChromeScope;
  /** `moz-extension://…/`: another one in every profile. */
  baseUrl(): Promise<string>;
  /**
   * Runs `code`, a function or the text of an expression that is one, with one argument; its answer comes by way of JSON.
   * In a tab it is the page's own code; in the documents of the extension it runs beside theirs, with the same globals.
   */
  evaluate<T, A = undefined>(place: Place, code: string | ((argument: A) => T | Promise<T>), argument?: A): Promise<T>;
  /** Opens the toolbox and waits for the extension's page in it. */
  openToolbox(tab: TabNumber, side?: ToolboxSide): Promise<void>;
  /** Brings the panel to the front and waits for its document. */
  showPanel(tab: TabNumber): Promise<void>;
  /** Moves the toolbox; Firefox makes the panel's document anew. */
  dock(tab: TabNumber, side: ToolboxSide): Promise<void>;
  /** PNG of a document, without the window around it. */
  picture(place: Place): Promise<Buffer>;
  /** PNG of the whole window. */
  screenshot(): Promise<Buffer>;
  /** Opens a private window. Until that is closed, what `scope` does, and whoever uses it, is done in that one. */
  openPrivate(): Promise<{ close(): Promise<void> }>;
  /** Ends Firefox and removes the profile that was made for it. Safe to call twice. */
  close(): Promise<void>;
}

/** @throws CliError when Firefox does not start or does not take the extension. */
export async function launchFirefox(options: FirefoxOptions): Promise<Firefox> {
  let started: FirefoxProcess | undefined;
  let marionette: Marionette | undefined;
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= end());
  async function end(): Promise<void> {
    await started?.end(() => marionette?.send('Marionette:Quit', { flags: ['eForceQuit'] }) ?? Promise.reject(new Error('never connected')));
    marionette?.close();
  }
  try {
    started = await startFirefox(options);
    marionette = await connectMarionette(started.port);
    const scope = await openChromeScope(marionette, options.insecure === true);
    const version = await scope.call<string>('version');
    const extensionId = options.extension === undefined ? '' : await install(marionette, scope, options.extension, version, options.allowPrivate === true);
    return { version, extensionId, scope, gone: started.ended, close, ...handle(scope, marionette, extensionId) };
  } catch (error) {
    await close();
    throw error instanceof CliError ? error : new CliError(EXIT.browser, `${options.browserPath} did not start: ${reasonOf(error)}`, { cause: error });
  }
}

/** @returns the id from the manifest. */
async function install(marionette: Marionette, scope: ChromeScope, extension: string, version: string, allowPrivateBrowsing: boolean): Promise<string> {
  const place = path.resolve(extension);
  let id: string;
  try {
    ({ value: id } = (await marionette.send('Addon:Install', { path: place, temporary: true, allowPrivateBrowsing })) as { value: string });
  } catch (error) {
    throw new CliError(
      EXIT.browser,
      `${version} did not take the extension: ${reasonOf(error)}\n` +
        `By hand: open about:debugging#/runtime/this-firefox there, press "Load Temporary Add-on…" and choose ${path.join(place, 'manifest.json')}`,
      { cause: error },
    );
  }
  // Like a user's, that was installed long ago, it is to have heard of every request; it may have run and gone to sleep again.
  await until(
    'the background of the extension',
    async () => ['running', 'suspending', 'stopped'].includes(await scope.call('backgroundState', id)),
    BACKGROUND_PATIENCE,
  );
  return id;
}

type Handle = Omit<Firefox, 'version' | 'extensionId' | 'scope' | 'gone' | 'close'>;

function handle(scope: ChromeScope, marionette: Marionette, extensionId: string): Handle {
  return {
    baseUrl: () => scope.call('baseUrl', extensionId),
    async evaluate<T, A>(place: Place, code: string | ((argument: A) => T | Promise<T>), argument?: A): Promise<T> {
      const text = await scope.call<string>('evaluate', place, String(code), JSON.stringify(argument ?? null));
      const { value, error, stack } = JSON.parse(text) as { value: T; error?: string; stack?: string };
      if (error !== undefined) throw new Error(`in the ${place.kind}: ${error}\n${stack ?? ''}`);
      return value;
    },
    openToolbox: (tab, side = 'bottom') => scope.call('openToolbox', tab, extensionId, side, TOOLBOX_PATIENCE),
    showPanel: (tab) => scope.call('showPanel', tab, extensionId, TOOLBOX_PATIENCE),
    dock: (tab, side) => scope.call('dock', tab, side),
    picture: async (place) => Buffer.from(await scope.call<string>('picture', place), 'base64'),
    async openPrivate() {
      const { value: first } = (await marionette.send('WebDriver:GetWindowHandle')) as { value: string };
      const opened = (await marionette.send('WebDriver:NewWindow', { type: 'window', focus: true, private: true })) as { handle: string };
      await marionette.send('WebDriver:SwitchToWindow', { handle: opened.handle, focus: true });
      return {
        async close() {
          await scope.call('closeWindow');
          await marionette.send('WebDriver:SwitchToWindow', { handle: first, focus: true });
        },
      };
    },
    async screenshot() {
      const { value } = (await marionette.send('WebDriver:TakeScreenshot', { full: false })) as { value: string };
      return Buffer.from(value, 'base64');
    },
  };
}
