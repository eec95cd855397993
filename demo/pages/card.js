// A card that opens and closes one event stream, and shows its state, how many messages came, and the last one.
/* oxlint-disable typescript/no-unsafe-argument, typescript/no-unsafe-assignment, typescript/no-unsafe-call, typescript/no-unsafe-member-access, typescript/no-unsafe-return -- plain JavaScript, so that pages need no build */
const STATES = ['connecting', 'open', 'closed'];

/** Makes a node. Text is only ever set as text. */
export function node(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/**
 * @param {{title?: string, url: string, look?: string, types?: string[], credentials?: boolean, until?: string}} of
 *   `types`: which types to listen to beside message. `until`: a type after which the page closes the stream.
 */
export function streamCard({ title, url, look, types = [], credentials = false, until }) {
  let source;
  let count = 0;
  const state = node('span', { className: 'state', textContent: 'not started' });
  const button = node('button', { textContent: 'Start' });
  const last = node('output');
  const card = node('section', { className: 'card' }, node('header', {}, node('h2', { textContent: title ?? url }), button), state, last);
  if (look) card.append(node('p', { className: 'look', textContent: look }));
  if (title) card.append(node('code', { textContent: url }));

  const show = () => {
    const word = source ? STATES[source.readyState] : 'stopped';
    card.dataset.state = word;
    state.textContent = `${word} · ${count} messages`;
    button.textContent = source && source.readyState !== 2 ? 'Stop' : 'Start';
  };
  const stop = () => {
    source?.close();
    source = undefined;
    show();
  };
  const heard = (event) => {
    count += 1;
    last.textContent = `${event.type === 'message' ? '' : `${event.type}: `}${event.data.slice(0, 300)}`;
    if (event.type === until) stop();
    else show();
  };
  const start = () => {
    count = 0;
    source = new EventSource(url, { withCredentials: credentials });
    source.onmessage = heard;
    for (const type of types) source.addEventListener(type, heard);
    source.onopen = show;
    source.onerror = (event) => {
      // A server may send a message of type `error`, which looks like this to every page.
      if (event instanceof MessageEvent) heard(event);
      else show();
    };
    show();
  };
  button.onclick = () => (source && source.readyState !== 2 ? stop() : start());
  return { card, start, stop };
}

/** The two origins of the server, and its routes and pages. */
export const config = await (await fetch('/config.json')).json();

/** Fills every `<nav>` of the page with links to the others. */
for (const nav of document.querySelectorAll('nav')) {
  nav.replaceChildren(...config.pages.map(({ path, about }) => node('a', { href: path, title: about, textContent: path === '/' ? 'start' : path.slice(1) })));
}
