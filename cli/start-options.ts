/** The command line of `sse-scope start`. */
import { parsePageUrl } from './page-url.ts';
import { type BrowserOptions, BROWSER_FLAGS, BROWSER_HELP, BROWSER_VALUED, browserOptions, parsed, parsePort, readOptions, textOption } from './options.ts';

export const START_HELP = `sse-scope [start] [URL] [options]

Builds the extension and opens a browser with it, the page at URL (or the demo page), and DevTools on the SSE Scope panel.
Without a display it runs headless and prints a live table of the connections. Ctrl-C ends everything that it started.

${BROWSER_HELP}
  --headless           no window, also where there is a display
  --port N             port of the demo page (else: any that is free)
  --help               this text`;

export interface StartOptions extends BrowserOptions {
  help: boolean;
  /** Missing: the demo page. */
  url?: string;
  headless: boolean;
  port?: number;
}

/** @throws CliError for options that make no sense. */
export function readStartOptions(args: string[]): StartOptions {
  const { values, positionals } = readOptions(args, ['headless', ...BROWSER_FLAGS], ['port', ...BROWSER_VALUED]);
  return {
    help: values['help'] === true,
    url: parsed(positionals[0], parsePageUrl),
    ...browserOptions(values),
    headless: values['headless'] === true,
    port: parsed(textOption(values, 'port'), parsePort, 'port'),
  };
}

/** Whether a browser window can be shown here. Elsewhere than on Linux there is always one who can see it, or `--headless`. */
export function hasDisplay(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): boolean {
  if (platform === 'darwin' || platform === 'win32') return true;
  return Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
}
