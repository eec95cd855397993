/** A Firefox profile of its own: settings that keep it quiet, and nothing that changes what a page can see. */
import { cp, mkdtemp, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';

export type Preferences = Readonly<Record<string, string | number | boolean>>;

const QUIET: Preferences = {
  'marionette.port': 0, // any that is free; Firefox writes it to MarionetteActivePort
  'app.update.disabledForTesting': true,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'browser.startup.homepage': 'about:blank',
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.aboutwelcome.enabled': false,
  'browser.newtabpage.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.sessionstore.resume_from_crash': false,
  'browser.tabs.warnOnClose': false,
  'browser.warnOnQuit': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'datareporting.healthreport.uploadEnabled': false,
  'devtools.selfxss.count': 5, // no warning in the console of those who are asked to type there
  'extensions.getAddons.cache.enabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
  'termsofuse.bypassNotification': true,
  'toolkit.telemetry.enabled': false,
};

/** @param template a profile that is copied. @returns the new folder, with the settings in it. */
export async function makeProfile(browserPath: string, preferences: Preferences, template?: string): Promise<string> {
  const profile = await mkdtemp(path.join(profileRoot(browserPath), 'sse-scope-'));
  if (template !== undefined) await cp(template, profile, { recursive: true });
  await writePreferences(profile, preferences);
  return profile;
}

/** `user.js` is read at every start and overrules what is in the profile. */
export function writePreferences(profile: string, preferences: Preferences): Promise<void> {
  const lines = Object.entries({ ...QUIET, ...preferences }).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`);
  return writeFile(path.join(profile, 'user.js'), lines.join(''));
}

/** @note A snap sees neither the system's /tmp nor hidden folders; its own common folder it does see. Ubuntu's /usr/bin/firefox is a script that starts one. */
function profileRoot(browserPath: string): string {
  return isSnap(browserPath) ? path.join(homedir(), 'snap', 'firefox', 'common') : tmpdir();
}

function isSnap(browserPath: string): boolean {
  if (browserPath.startsWith('/snap/')) return true;
  if (!browserPath.startsWith('/usr/bin/')) return false;
  const text = readFileSync(browserPath);
  return text.subarray(0, 2).toString() === '#!' && text.includes('/snap/bin/firefox');
}
