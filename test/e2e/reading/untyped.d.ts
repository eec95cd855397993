/** Clients that come without types. */
declare module 'event-source-polyfill' {
  export const EventSourcePolyfill: new (url: string, init?: { headers?: Record<string, string> }) => unknown;
}
declare module 'htmx-ext-sse' {}
declare module 'reconnecting-eventsource' {
  const ReconnectingEventSource: typeof EventSource;
  export default ReconnectingEventSource;
}
