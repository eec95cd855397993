/** Imports a HAR into the Chromium at hand: the network panel's own reader, in the front end of DevTools. */
import type { Page } from 'playwright-core';
import type { HarRequest } from './driven-panel.ts';

/** @param devtools the front end. Rejects with its words when it does not take the file. */
export function harRequests(devtools: Page, har: string): Promise<HarRequest[]> {
  // @note A string, since it runs in the front end of DevTools, whose modules no compiler of ours knows.
  return devtools.evaluate(`(async (text) => {
    const { HARFormat, Importer } = await import('./models/har/har.js');
    const requests = Importer.Importer.requestsFromHARLog(new HARFormat.HARRoot(JSON.parse(text)).log);
    return Promise.all(requests.map(async (request) => ({
      url: request.url(),
      status: request.statusCode,
      messages: request.eventSourceMessages().map(({ eventName, eventId, data }) => ({ eventName, eventId, data })),
      text: (await request.requestContentData()).text,
    })));
  })(${JSON.stringify(har)})`);
}
