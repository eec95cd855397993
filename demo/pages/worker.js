// One script for all kinds of workers; its query says which kind it is.
/* oxlint-disable typescript/no-unsafe-member-access, typescript/no-unsafe-call, typescript/no-unsafe-return -- plain JavaScript, so that pages need no build */
const kind = location.search.slice(1);
const tell = new Set();
const say = (data) => tell.forEach((to) => to(data));

function stream() {
  const source = new EventSource(`/sse/ticks?stream=worker-${kind}`);
  source.onmessage = (event) => say(event.data);
  source.onerror = () => say('error');
}

if (kind === 'shared') {
  self.onconnect = ({ ports: [port] }) => tell.add((data) => port.postMessage(data));
  stream();
} else if (kind === 'service') {
  self.onmessage = ({ source }) => {
    if (tell.size === 0) stream();
    tell.add((data) => source.postMessage(data));
  };
} else if (kind === 'nested') {
  new Worker('/worker.js?inner').onmessage = ({ data }) => postMessage(`from the inner worker: ${data}`);
} else {
  tell.add((data) => postMessage(data));
  stream();
}
