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

/** The same stream, read by other means. */
async function fetching() {
  const response = await fetch(`/sse/ticks?stream=worker-${kind}`, { headers: { accept: 'text/event-stream' } });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) say(read.value.trim());
}
function requesting() {
  const request = new XMLHttpRequest();
  request.open('GET', `/sse/ticks?stream=worker-${kind}`);
  request.setRequestHeader('accept', 'text/event-stream');
  let seen = 0;
  request.onprogress = () => {
    say(request.responseText.slice(seen).trim());
    seen = request.responseText.length;
  };
  request.send();
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
  if (kind === 'fetch') void fetching();
  else if (kind === 'xhr') requesting();
  else stream();
}
