/** The demo's pages. The list on the start page and in the README is made from this. */
export const PAGES: readonly { path: string; about: string }[] = [
  { path: '/', about: 'The start page: a friendly mix of streams, each with a button.' },
  { path: '/eight', about: 'Eight streams at once to one origin: six open, two wait for a slot.' },
  { path: '/flood', about: 'A flood, with rate, size and count of your choice.' },
  { path: '/frames', about: 'Streams in frames: same origin, about:blank, srcdoc, sandboxed, blob: and another origin.' },
  { path: '/workers', about: 'Streams in workers: dedicated, module, nested, shared and service worker.' },
  { path: '/thousand', about: 'A thousand connections in one page.' },
  { path: '/navigation', about: 'Streams over navigation, reload, history and the back/forward cache.' },
  { path: '/all', about: 'Every route of the server, with a button.' },
];
