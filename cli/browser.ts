/**
 * A real Chromium with the built extension in it, and its real DevTools, driven through the DevTools protocol.
 * The commands and the end-to-end tests share this file.
 */
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import type { Milliseconds } from '../src/core/units.ts';
import { CliError, EXIT, reasonOf } from './exit.ts';
import { until } from './until.ts';

// @note Playwright hides devtools:// targets unless this is set before it launches; hence also the late import in `launch`.
process.env['PW_CHROMIUM_ATTACH_TO_OTHER'] = '1';

/** Starting takes 0.4–2 s; a cold disk and a busy CI machine have been seen to take ten times that. */
const LAUNCH_PATIENCE: Milliseconds = 60_000;
/** The front end of DevTools takes 1.5 s to come up; ten times that and more on a busy machine. */
const DEVTOOLS_PATIENCE: Milliseconds = 30_000;
/**
 * Seen once in some 150 openings, on an overloaded machine: DevTools was up, and no page of any extension in it. The cause is not known; it is
 * then closed and opened once more, with a patience of its own.
 */
const FIRST_PATIENCE: Milliseconds = 12_000;
/** Windows and slow disks hold files of a browser that has just ended for a moment. */
const REMOVE_RETRIES = 10;

/** The title given to `devtools.panels.create`; DevTools names the view `chrome-extension://<id>` + title without spaces. */
const PANEL_VIEW = 'SSEScope';

/** Left in place headless, where a page may count as hidden though it is the one that is looked at. */
const THROTTLING_OFF = ['--disable-background-timer-throttling', '--disable-backgrounding-occluded-windows', '--disable-renderer-backgrounding'];

export interface LaunchOptions {
  /** The folder that has the built manifest.json. */
  extension: string;
  headless: boolean;
  /** The browser's executable. */
  browserPath: string;
  /** Certificates that cannot be checked are taken: of pages, workers and the extension. */
  insecure?: boolean;
  /** Profile to use; without one, a new one is made and removed at the end. */
  userDataDir?: string;
  /** The language that the browser and its extensions speak, such as `de` or `zh-CN`; without one, that of the machine. */
  language?: string;
  /** More of the browser's command line. */
  args?: readonly string[];
}

export interface LaunchedBrowser {
  readonly context: BrowserContext;
  readonly extensionId: string;
  /** Such as "Chromium 156.0.8078.79". */
  readonly version: string;
  /** Ends the browser and removes the profile that was made for it. Safe to call twice. */
  close(): Promise<void>;
}

/** @throws CliError when the browser does not start or does not take the extension. */
export async function launchWithExtension(options: LaunchOptions): Promise<LaunchedBrowser> {
  const profile = options.userDataDir ?? (await mkdtemp(path.join(profileRoot(options.browserPath), 'sse-scope-')));
  let context: BrowserContext | undefined;
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= end());
  const removal = { recursive: true, force: true, maxRetries: REMOVE_RETRIES } as const;
  // For an end without `close`: Playwright kills the browser when the process exits, and this runs after it.
  const removeAtExit = (): void => rmSync(profile, removal);

  async function end(): Promise<void> {
    await context?.close().catch(() => undefined); // it may have died before
    process.off('exit', removeAtExit);
    if (options.userDataDir === undefined) await rm(profile, removal);
  }

  try {
    context = await launch(options, profile);
    if (options.userDataDir === undefined) process.once('exit', removeAtExit);
    const session = await newBrowserSession(context);
    const { product } = await session.send('Browser.getVersion');
    const extensionId = await loadExtension(session, options, product);
    await requestLogReady(context, extensionId);
    return { context, extensionId, version: product.replace('/', ' ').replace('Headless', ''), close };
  } catch (error) {
    await close();
    throw error instanceof CliError ? error : new CliError(EXIT.browser, `${options.browserPath} did not start: ${reasonOf(error)}`, { cause: error });
  }
}

async function launch(options: LaunchOptions, profile: string): Promise<BrowserContext> {
  const { chromium } = await import('playwright-core');
  return chromium.launchPersistentContext(profile, {
    executablePath: options.browserPath,
    headless: false, // Playwright's own headless mode is a browser without extensions; `--headless=new` is the real one
    // Chromium refuses to start its sandbox as root (containers, CI), so there it runs without (`--no-sandbox`).
    chromiumSandbox: process.getuid?.() !== 0,
    viewport: null,
    timeout: LAUNCH_PATIENCE,
    // The commands end the browser themselves, in order.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    // Linux: Chromium takes its language from the environment alone; elsewhere from `--lang`.
    ...(options.language === undefined ? {} : { env: { ...process.env, LANGUAGE: options.language.replace('-', '_') } }),
    // What Playwright turns off for steady tests must be on here: the user is to see what the browser really does.
    ignoreDefaultArgs: ['--disable-extensions', '--disable-back-forward-cache', ...(options.headless ? [] : THROTTLING_OFF)],
    args: [
      ...(options.headless ? ['--headless=new'] : []),
      '--enable-unsafe-extension-debugging', // lets `Extensions.loadUnpacked` in; heard only on the pipe that we hold
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--window-size=1400,1000',
      ...(options.language === undefined ? [] : [`--lang=${options.language}`]),
      ...(options.insecure === true ? ['--ignore-certificate-errors'] : []),
      ...(options.args ?? []),
    ],
  });
}

type Session = Awaited<ReturnType<typeof newBrowserSession>>;

async function newBrowserSession(context: BrowserContext) {
  const browser = context.browser();
  if (browser === null) throw new Error('the browser has no connection of its own');
  return browser.newBrowserCDPSession();
}

/**
 * Loads the extension by the protocol and not by `--load-extension`, which branded Google Chrome no longer takes.
 * @returns the id that the browser gave it.
 */
async function loadExtension(session: Session, options: LaunchOptions, product: string): Promise<string> {
  try {
    const { id } = await session.send('Extensions.loadUnpacked', { path: path.resolve(options.extension) });
    return id;
  } catch (error) {
    throw new CliError(
      EXIT.browser,
      `${product} (${options.browserPath}) did not take the extension: ${reasonOf(error)}\n` +
        `By hand: open chrome://extensions there, turn on "Developer mode", press "Load unpacked" and choose ${path.resolve(options.extension)}\n` +
        'or point --browser-path at a Chromium or a Chrome for Testing.',
      { cause: error },
    );
  }
}

/** An extension that has just been loaded hears of requests only once its background has run: a user's was loaded long ago. */
async function requestLogReady(context: BrowserContext, extensionId: string): Promise<void> {
  const worker = await until(
    'the background of the extension',
    () => context.serviceWorkers().find((each) => each.url().includes(extensionId)),
    LAUNCH_PATIENCE,
  );
  await until('the request log', () => worker.evaluate('chrome.webRequest.onErrorOccurred.hasListeners()'), LAUNCH_PATIENCE);
}

/** @note A snap sees neither the system's /tmp nor hidden folders; its own common folder it does see. */
function profileRoot(browserPath: string): string {
  return browserPath.startsWith('/snap/') ? path.join(homedir(), 'snap', 'chromium', 'common') : tmpdir();
}

export interface OpenedDevtools {
  /** The front end of DevTools itself. */
  readonly devtools: Page;
  /** Our DevTools page: it has `globalThis.sseScope`. */
  readonly devtoolsPage: Frame;
}

/** Opens DevTools on `page` and waits for the extension's DevTools page. What the page does from here on is seen. */
export async function openDevtools(context: BrowserContext, page: Page): Promise<OpenedDevtools> {
  const opened = await tryDevtools(context, page, FIRST_PATIENCE).catch(() => undefined);
  return opened ?? tryDevtools(context, page, DEVTOOLS_PATIENCE);
}

/** Rejects, with DevTools closed again, when the extension's page does not come. */
async function tryDevtools(context: BrowserContext, page: Page, patience: Milliseconds): Promise<OpenedDevtools> {
  const session = await newBrowserSession(context);
  const { targetInfo } = await (await context.newCDPSession(page)).send('Target.getTargetInfo');
  const [devtools] = await Promise.all([
    context.waitForEvent('page', { predicate: (opened) => opened.url().startsWith('devtools://'), timeout: DEVTOOLS_PATIENCE }),
    session.send('Target.openDevTools', { targetId: targetInfo.targetId }),
  ]);
  try {
    const devtoolsPage = await until('the DevTools page of the extension', () => extensionFrame(devtools, /\/devtools\.html$/), patience);
    await until('the recorder', () => devtoolsPage.evaluate('typeof globalThis.sseScope?.ask === "function"'), patience);
    return { devtools, devtoolsPage };
  } catch (error) {
    await devtools.close().catch(() => undefined);
    throw error;
  }
}

export interface OpenedPanel extends OpenedDevtools {
  readonly panel: Frame;
}

/** Opens DevTools on `page`, with the extension's panel in front. */
export async function openPanel(context: BrowserContext, page: Page): Promise<OpenedPanel> {
  const opened = await openDevtools(context, page);
  return { ...opened, panel: await showPanel(opened.devtools) };
}

/** Brings the extension's panel to the front of a DevTools that is open. */
export async function showPanel(devtools: Page): Promise<Frame> {
  // @note A string, since it runs in the front end of DevTools, whose modules no compiler of ours knows.
  // It throws until the front end has its settings, and the view appears some 100 ms later: so it is asked again.
  const show = `import('./ui/legacy/legacy.js').then(async (UI) => {
    const manager = UI.ViewManager.ViewManager.instance();
    const view = [...manager.views.keys()].find((id) => id.startsWith('chrome-extension://') && id.endsWith('${PANEL_VIEW}'));
    if (view) await manager.showView(view);
    return view;
  })`;
  await until('the panel in DevTools', () => devtools.evaluate(show), DEVTOOLS_PATIENCE);
  return until('the document of the panel', () => extensionFrame(devtools, /\/panel\.html$/), DEVTOOLS_PATIENCE);
}

/** Docks DevTools; `undocked` gives the panel the whole window. */
export async function dockDevtools(devtools: Page, side: 'bottom' | 'right' | 'undocked'): Promise<void> {
  await devtools.evaluate(`import('./ui/legacy/legacy.js').then((UI) => UI.DockController.DockController.instance().setDockSide('${side}'))`);
}

function extensionFrame(devtools: Page, file: RegExp): Frame | undefined {
  return devtools.frames().find((frame) => {
    const url = URL.canParse(frame.url()) ? new URL(frame.url()) : undefined;
    return url?.protocol === 'chrome-extension:' && file.test(url.pathname);
  });
}
