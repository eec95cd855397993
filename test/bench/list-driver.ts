/** Texts of code for benches of the list, in either browser: messages for the recorder of a tab, and frames of its panel. */

/** A row of the list of messages whose data is there. */
export const SHOWN_ROW = '.messages-rows [role=row]:not([aria-busy]) [role=gridcell]';

/**
 * For the DevTools page of a tab. `fill` gives so many at once, as fast as they are taken; `live` so many a second, for a while.
 * @param worker name of the file of the recorder.
 */
export const FEED = (worker: string): string => `
  const { port } = new SharedWorker('/assets/${worker}', { type: 'module', name: 'tab:' + chrome.devtools.inspectedWindow.tabId });
  const session = 'bench-' + Math.random();
  const words = 'lorem ipsum dolor sit amet '.repeat(40);
  let seq = 0, recorded = -1, n = 0, wake = () => {};
  port.onmessage = ({ data }) => { if (data.kind === 'recorded' && data.session === session) { recorded = data.seq; wake(); } };
  const message = (source, delta, type, id, data) => 'm' + source + ',' + delta + ',' + type.length + ',' + id.length + ',' + data.length + ';' + type + id + data;
  const send = (count) => {
    let text = 'b' + Math.round((performance.timeOrigin + performance.now()) * 1000) + ';';
    if (seq === 0) for (const source of [1, 2, 3]) {
      const url = 'https://bench.test/' + source;
      text += 'c' + source + ',0,0,' + url.length + ',0;' + url + 'l' + source + ',0,4;tick' + 'l' + source + ',0,5;price' + 'o' + source + ',0;';
    }
    for (let i = 0; i < count; i += 1, n += 1) text += message(1 + n % 3, i, n % 2 ? 'tick' : 'price', String(n), '{"n":' + n + ',"text":"' + words.slice(0, 80 + n % 160) + '"}');
    port.postMessage({ kind: 'page', frame: { frameId: 0 }, envelope: { kind: 'batch', version: 1, session, seq: seq++, text, more: false } });
  };
  globalThis.fill = async (count) => {
    for (let left = count; left > 0; left -= 1000) {
      send(1000);
      if (seq - recorded > 20) await new Promise((resolve) => { wake = resolve; });
    }
  };
  globalThis.live = (rate, duration) => new Promise((resolve) => {
    const begun = performance.now();
    let sent = 0;
    const timer = setInterval(() => {
      const elapsed = Math.min(performance.now() - begun, duration);
      const due = Math.floor(elapsed * rate / 1000) - sent;
      if (due > 0) send(due);
      sent += due;
      if (elapsed >= duration) { clearInterval(timer); resolve(sent); }
    }, 16);
  });`;

/** Runs until \`stop\` is set, or so many frames; gives the time between frames, and how many of them showed a row that was not there yet. */
export const FRAMES = `
  const frames = (each) => new Promise((resolve) => {
    const times = [];
    let empty = 0, before = 0, count = 0;
    const frame = (now) => {
      if (before > 0) times.push(now - before);
      before = now;
      if (document.querySelector('.messages-rows [role=row][aria-busy]')) empty += 1;
      if (each(count++)) requestAnimationFrame(frame);
      else resolve({ times, empty });
    };
    requestAnimationFrame(frame);
  });
  const list = () => document.querySelector('.messages-rows .virtual-list');
  globalThis.jump = (count) => frames((n) => { const box = list(); box.scrollTop = ((n * 7919) % 1000) / 1000 * box.scrollHeight; return n < count; });
  globalThis.glide = (count) => frames((n) => { list().scrollTop += 66; return n < count; });
  globalThis.follow = () => { globalThis.stop = false; return frames(() => !globalThis.stop); };`;
