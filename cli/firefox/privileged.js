/**
 * What the driver does inside of Firefox. Sent as text and run in the browser's own window with its rights, by `chrome-scope.ts`; only
 * here are names of Firefox's insides used. Pages, our DevTools page, the panel and the background are all reached in one way: through the actor
 * that Marionette has in every document.
 *
 * @note Longer than other files: it is sent as one text, and so that the insides are named in one place.
 */
/* global ChromeUtils, Services, WebExtensionPolicy, WindowGlobalParent, gBrowser, window, Cc, Ci, Cr */
const loader = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
const { gDevTools } = loader.require('devtools/client/framework/devtools');

const LOOK_MS = 25;
const pause = () => new Promise((resolve) => window.setTimeout(resolve, LOOK_MS));
async function until(what, look, patience) {
  for (const end = Date.now() + patience; ; await pause()) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${patience / 1000} s`);
  }
}

function tabOf(id) {
  const tab = gBrowser.tabs.find((each) => each.linkedBrowser.browserId === id);
  if (!tab) throw new Error('the tab is closed');
  return tab;
}

const extensionOf = (id) => WebExtensionPolicy.getByID(id)?.extension;

/** The browsing context of a place: a tab, the panel or the DevTools page of a tab's toolbox, or the background. */
function contextOf({ kind, tab, extension }) {
  if (kind === 'tab' || kind === 'page') return tabOf(tab).linkedBrowser.browsingContext;
  const viewType = { panel: 'devtools_panel', devtools: 'devtools_page', background: 'background' }[kind];
  const toolbox = kind === 'background' ? undefined : gDevTools.getToolboxForTab(tabOf(tab));
  for (const view of extensionOf(extension).views) {
    if (view.viewType === viewType && (kind === 'background' || view.devToolsToolbox === toolbox) && view.xulBrowser) return view.xulBrowser.browsingContext;
  }
  throw new Error(`there is no ${kind} of the extension`);
}

function actorOf(place) {
  const actor = contextOf(place)?.currentWindowGlobal?.getActor('MarionetteCommands');
  if (!actor) throw new Error(`the ${place.kind} has no document`);
  return actor;
}

// @note Without a limit Marionette does not wait for a promise at all; whoever waits has a patience of its own.
const OPTIONS = { timeout: 600_000, sandboxName: null, newSandbox: true, file: 'driver', line: 1, async: false };
const CAPABILITIES = { toJSON: () => ({ 'moz:accessibilityChecks': false, 'moz:webdriverClick': true, strictFileInteractability: false }) };
const MARK = 'data-driver-target';

const driver = {
  version: () => `${Services.appinfo.name} ${Services.appinfo.version}`,

  processId: () => Services.appinfo.processID,
  closeWindow: () => window.setTimeout(() => window.close()),
  /** Whether the window is a private one, by the browser's own word. */
  isPrivate: () => gBrowser.selectedBrowser.browsingContext.usePrivateBrowsing,

  firstTab: () => gBrowser.tabs[0].linkedBrowser.browserId,
  selectedTab: () => gBrowser.selectedBrowser.browserId,

  async newTab(url) {
    // An empty one loads nothing at all: a load of about:blank might come late, and end the one that follows.
    const options = { triggeringPrincipal: Services.scriptSecurityManager.getSystemPrincipal(), skipLoad: url === undefined };
    const tab = gBrowser.addTab(url ?? 'about:blank', options);
    gBrowser.selectedTab = tab;
    return until('the tab', () => tab.linkedBrowser.browserId, 30_000);
  },

  tabs: () => gBrowser.tabs.map((tab) => tab.linkedBrowser.browserId),
  select: (id) => void (gBrowser.selectedTab = tabOf(id)),
  closeTab: (id) => gBrowser.removeTab(tabOf(id), { skipPermitUnload: true, animate: false }),
  urlOf: (id) => tabOf(id).linkedBrowser.currentURI.spec,
  titleOf: (id) => tabOf(id).linkedBrowser.contentTitle,
  back: (id) => tabOf(id).linkedBrowser.goBack(),
  forward: (id) => tabOf(id).linkedBrowser.goForward(),
  reload: (id) => tabOf(id).linkedBrowser.reload(),
  /** What the stop button and Escape do. */
  stop: (id) => tabOf(id).linkedBrowser.stop(),
  crashed: (id) => !gBrowser.tabs.some((tab) => tab.linkedBrowser.browserId === id) || tabOf(id).hasAttribute('crashed'),

  /** The path of a file that was saved and is whole, once for each; null while there is none. */
  async takeDownload() {
    const { Downloads } = ChromeUtils.importESModule('resource://gre/modules/Downloads.sys.mjs');
    const list = await Downloads.getList(Downloads.ALL);
    const done = (await list.getAll()).find(({ succeeded }) => succeeded);
    if (done === undefined) return null;
    await list.remove(done);
    return done.target.path;
  },

  /** The number of the process that the tab's document is in; other tabs may share it. */
  processOf: (id) => tabOf(id).linkedBrowser.browsingContext.currentWindowGlobal.osPid,
  /** What the button "Restore This Tab" does, once the tab has crashed. */
  revive(id) {
    const { SessionStore } = ChromeUtils.importESModule('resource:///modules/sessionstore/SessionStore.sys.mjs');
    SessionStore.reviveCrashedTab(tabOf(id));
  },

  /** Resolves when the document is there: its scripts run from here on. With the head of the answer, or why none came. */
  load(id, url, patience) {
    const { linkedBrowser: browser } = tabOf(id);
    return new Promise((resolve) => {
      let head = null;
      let begun = false; // what comes before belongs to the page that is left
      const onHead = (channel) => {
        if (!(channel instanceof Ci.nsIHttpChannel)) return;
        const { externalContentPolicyType, browsingContext } = channel.loadInfo;
        if (externalContentPolicyType !== Ci.nsIContentPolicy.TYPE_DOCUMENT || browsingContext?.browserId !== id) return;
        const type = (() => {
          try {
            return channel.getResponseHeader('content-type');
          } catch {
            return '';
          }
        })();
        head = { status: channel.responseStatus, statusText: channel.responseStatusText, type };
      };
      const listener = {
        QueryInterface: ChromeUtils.generateQI(['nsIWebProgressListener', 'nsISupportsWeakReference']),
        onLocationChange(progress, _request, location, flags) {
          const { LOCATION_CHANGE_ERROR_PAGE, LOCATION_CHANGE_SAME_DOCUMENT } = Ci.nsIWebProgressListener;
          if (!begun || !progress.isTopLevel || (location.spec === 'about:blank' && url !== 'about:blank')) return;
          if (!(flags & (LOCATION_CHANGE_ERROR_PAGE | LOCATION_CHANGE_SAME_DOCUMENT))) done({ head });
        },
        onStateChange(progress, _request, flags, status) {
          const { STATE_START, STATE_STOP, STATE_IS_NETWORK } = Ci.nsIWebProgressListener;
          if (!progress.isTopLevel || !(flags & STATE_IS_NETWORK)) return;
          if (flags & STATE_START) begun = true;
          if (!begun || !(flags & STATE_STOP)) return;
          // A document that is to be shown has told its location before.
          done({ head, error: nameOfResult(status === 0 ? Cr.NS_BINDING_ABORTED : status) });
        },
      };
      const timer = window.setTimeout(() => done({ head, error: 'timeout' }), patience);
      const done = (outcome) => {
        window.clearTimeout(timer);
        browser.removeProgressListener(listener);
        Services.obs.removeObserver(onHead, 'http-on-examine-response');
        Services.obs.removeObserver(onHead, 'http-on-examine-cached-response');
        resolve(outcome);
      };
      Services.obs.addObserver(onHead, 'http-on-examine-response');
      Services.obs.addObserver(onHead, 'http-on-examine-cached-response');
      browser.addProgressListener(listener, Ci.nsIWebProgress.NOTIFY_ALL);
      browser.fixupAndLoadURIString(url, { triggeringPrincipal: Services.scriptSecurityManager.getSystemPrincipal() });
    });
  },

  /**
   * @param code an expression that is a function of one argument. In a tab it is evaluated by the page itself (its own objects, its own
   * stack), elsewhere in a sandbox over the document, since the policy of extension pages forbids `eval`.
   * @note A document is here before its first script may run, those of extensions included (2 of 400 loads of a busy machine): what ran in it then, no
   * page could ever do. Its parser stands still until they have run, so it is waited for until there is a body.
   */
  evaluate(place, code, argument) {
    const call = place.kind === 'tab' ? 'window.eval(arguments[0])' : code;
    const begun =
      place.kind === 'tab'
        ? `const begun = () => document.body !== null || document.readyState !== 'loading';
          if (!begun())
            await new Promise((resolve) => {
              const observer = new window.MutationObserver(look);
              observer.observe(document, { childList: true, subtree: true });
              document.addEventListener('readystatechange', look);
              function look() {
                if (!begun()) return;
                observer.disconnect();
                document.removeEventListener('readystatechange', look);
                resolve();
              }
            });`
        : '';
    return actorOf(place).executeScript(
      `return (async () => {
        try {
          ${begun}
          const make = ${call};
          const value = await make(JSON.parse(arguments[1]));
          return JSON.stringify({ value });
        } catch (error) {
          return JSON.stringify({ error: String(error?.message ?? error), stack: String(error?.stack ?? '') });
        }
      })();`,
      place.kind === 'tab' ? [code, argument] : ['', argument],
      OPTIONS,
    );
  },

  /** Addresses of the requests that a document has under way: with one of them it goes into no back/forward cache. */
  requestsOf: (place) =>
    actorOf(place).executeScript(
      `const { loadGroup } = window.docShell.QueryInterface(Components.interfaces.nsIDocumentLoader);
      return [...loadGroup.requests].map((request) => request.QueryInterface(Components.interfaces.nsIRequest).name);`,
      [],
      { ...OPTIONS, sandboxName: 'system' },
    ),

  /** A trusted click at the element that the code marks. */
  async click(place) {
    const actor = actorOf(place);
    await actor.clickElement(await actor.findElement('css selector', `[${MARK}]`, { timeout: 0, all: false }), CAPABILITIES);
  },

  /** As the other button of the mouse asks for it, at the middle of the element that is marked. */
  context: (place) =>
    actorOf(place).executeScript(
      `const { left, top, width, height } = document.querySelector('[${MARK}]').getBoundingClientRect();
      const byMouse = { button: 2, clickCount: 1, inputSource: window.MouseEvent.MOZ_SOURCE_MOUSE };
      for (const type of ['mousedown', 'mouseup', 'contextmenu']) window.synthesizeMouseEvent(type, left + width / 2, top + height / 2, byMouse, {});`,
      [],
      { ...OPTIONS, sandboxName: 'system' },
    ),

  /** Trusted keys, to the element that is marked. */
  async type(place, text) {
    // Else a key presses no button there, though its events come.
    contextOf(place).embedderElement.focus();
    const actor = actorOf(place);
    await actor.sendKeysToElement(await actor.findElement('css selector', `[${MARK}]`, { timeout: 0, all: false }), text, CAPABILITIES);
  },

  /** Resolves when the extension's page in the toolbox is there. */
  async openToolbox(id, extension, side, patience) {
    await gDevTools.showToolboxForTab(tabOf(id), { toolId: 'options', hostType: side });
    await until('the DevTools page of the extension', () => ready({ kind: 'devtools', tab: id, extension }), patience);
  },

  async showPanel(id, extension, patience) {
    const toolbox = gDevTools.getToolboxForTab(tabOf(id));
    const tool = await until('the panel', () => toolbox.getAdditionalTools().find((each) => each.extensionId === extension), patience);
    await toolbox.selectTool(tool.id);
    await until('the document of the panel', () => ready({ kind: 'panel', tab: id, extension }), patience);
  },

  showTool: (id, tool) =>
    gDevTools
      .getToolboxForTab(tabOf(id))
      .selectTool(tool)
      .then(() => undefined),
  closeToolbox: (id) => gDevTools.closeToolboxForTab(tabOf(id)).then(() => undefined),

  /** @note Firefox makes the panel's document anew. */
  async dock(id, side) {
    await gDevTools.getToolboxForTab(tabOf(id)).switchHost(side);
  },

  setPreference(name, value) {
    const set = { string: 'setStringPref', number: 'setIntPref', boolean: 'setBoolPref' }[typeof value];
    Services.prefs[set](name, value);
  },

  clearClipboard: () => Services.clipboard.emptyClipboard(Services.clipboard.kGlobalClipboard),
  /** Text of the clipboard; '' without. */
  clipboard() {
    const wanted = Cc['@mozilla.org/widget/transferable;1'].createInstance(Ci.nsITransferable);
    wanted.init(null);
    wanted.addDataFlavor('text/plain');
    Services.clipboard.getData(wanted, Services.clipboard.kGlobalClipboard);
    const data = {};
    try {
      wanted.getTransferData('text/plain', data);
    } catch {
      return '';
    }
    return data.value.QueryInterface(Ci.nsISupportsString).data;
  },

  /** What the network panel makes of a HAR; the panel shows that then. */
  async importHar(id, har, patience) {
    const { panelWin } = await gDevTools.getToolboxForTab(tabOf(id)).selectTool('netmonitor');
    const { store, actions, windowRequire } = panelWin;
    const { HarImporter } = windowRequire('devtools/client/netmonitor/src/har/har-importer');
    const { getDisplayedRequests } = windowRequire('devtools/client/netmonitor/src/selectors/index');
    new HarImporter(actions).import(har);
    const { length } = JSON.parse(har).log.entries;
    const shown = () => getDisplayedRequests(store.getState()).filter(({ status }) => status !== undefined);
    await until('the requests of the file', () => shown().length === length, patience);
    return shown().map(({ url, status, responseContent }) => ({ url, status: Number(status), text: responseContent?.content.text ?? '' }));
  },

  backgroundState: (extension) => extensionOf(extension)?.backgroundState,
  baseUrl: (extension) => `moz-extension://${extensionOf(extension).uuid}/`,

  /** As the browser does after the idle time, with streams that are tapped as with none. */
  terminateBackground: (extension) =>
    extensionOf(extension)
      .terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true })
      .then(() => undefined),

  /** As a user does with a file, while pages are open. @returns the id from the manifest. */
  async install(path) {
    const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
    const file = Cc['@mozilla.org/file/local;1'].createInstance(Ci.nsIFile);
    file.initWithPath(path);
    return (await AddonManager.installTemporaryAddon(file)).id;
  },

  /** The switch of an extension in about:addons. */
  async setEnabled(id, on) {
    const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
    const addon = await AddonManager.getAddonByID(id);
    await (on ? addon.enable() : addon.disable());
  },

  /** As an update does: the extension is shut down and started again, with the pages and toolboxes that are open. */
  async reloadExtension(id) {
    const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
    await (await AddonManager.getAddonByID(id)).reload();
  },

  /** What a user does in about:addons, Permissions. */
  async setOrigins(extension, origins, on) {
    const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
    await ExtensionPermissions[on ? 'add' : 'remove'](extension, { permissions: [], origins }, extensionOf(extension));
  },

  /** PNG of one document, base64. */
  async picture(place) {
    const context = contextOf(place);
    const { width, height } = context.embedderElement.getBoundingClientRect();
    const bitmap = await context.currentWindowGlobal.drawSnapshot(new window.DOMRect(0, 0, width, height), 1, 'white');
    const canvas = new window.OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d').drawImage(bitmap, 0, 0);
    bitmap.close();
    const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
    let text = '';
    for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
    return window.btoa(text);
  },

  /** From now on, what goes wrong in a page's scripts and connections is kept, as the browser console has it. */
  listen() {
    const heard = [];
    window.sseScopeHeard = heard;
    Services.console.registerListener({
      observe(message) {
        if (!(message instanceof Ci.nsIScriptError)) return;
        const level = message.flags & message.warningFlag ? 'warning' : message.flags & message.infoFlag ? 'info' : 'error';
        const context = WindowGlobalParent.getByInnerWindowId(message.innerWindowID)?.browsingContext;
        heard.push({ browser: context?.browserId ?? 0, level, text: message.errorMessage, category: message.category });
      },
    });
  },
  heard: () => window.sseScopeHeard.splice(0),
  /** Of the document that the place has now. */
  windowOf: (place) => contextOf(place).currentWindowGlobal?.innerWindowId,
};

function ready(place) {
  try {
    const { currentWindowGlobal, embedderElement } = contextOf(place);
    return currentWindowGlobal && !currentWindowGlobal.isInitialDocument && !embedderElement.webProgress?.isLoadingDocument;
  } catch {
    return false;
  }
}

/** 2152398861 → NS_ERROR_CONNECTION_REFUSED. */
function nameOfResult(status) {
  // What is wrong with a certificate has no name there, but a sentence.
  try {
    const errors = Cc['@mozilla.org/nss_errors_service;1'].getService(Ci.nsINSSErrorsService);
    if (errors.getErrorClass(status) === Ci.nsINSSErrorsService.ERROR_CLASS_BAD_CERT) return `certificate: ${errors.getErrorMessage(status)}`;
  } catch {
    // It is no error of TLS.
  }
  try {
    return new window.Components.Exception('', status).name;
  } catch {
    return `0x${status.toString(16)}`;
  }
}

globalThis.sseScopeDriver = driver;
