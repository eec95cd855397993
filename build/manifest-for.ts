/** The manifest of each browser, from the one that is written (Chromium's). */

/** The parts of a manifest that differ. The rest is passed on as it is. */
export interface Manifest {
  minimum_chrome_version?: string;
  incognito?: string;
  background?: { service_worker: string; type?: 'module' };
  permissions?: readonly string[];
  web_accessible_resources?: readonly unknown[];
  [key: string]: unknown;
}

/** Never to be changed: it is what Firefox knows an installed extension, its storage and its permissions by. */
const GECKO_ID = 'sse-scope@sse-scope';
/** `data_collection_permissions` (140, and 142 on Android) is the youngest thing that is asked of it; `world: MAIN` came with 128. */
const OLDEST_FIREFOX = '142.0';
/** The wire tap: `filterResponseData` works in a blocking listener only. */
const WIRE_TAP = ['webRequestBlocking', 'webRequestFilterResponse'];

/**
 * What Firefox wants: an event page instead of a service worker (which it refuses to install), an id, a word on collected data, and the
 * permissions of the wire tap. It has one background for all windows, and knows no other way.
 */
export function manifestForFirefox(manifest: Manifest): Record<string, unknown> {
  const { background, permissions = [], ...rest } = manifest;
  delete rest.minimum_chrome_version;
  delete rest.incognito;
  return {
    ...rest,
    ...(background === undefined ? {} : { background: { scripts: [background.service_worker], type: background.type } }),
    permissions: [...permissions, ...WIRE_TAP],
    browser_specific_settings: {
      gecko: { id: GECKO_ID, strict_min_version: OLDEST_FIREFOX, data_collection_permissions: { required: ['none'] } },
    },
  };
}
