/**
 * Takes down all that a recorder is told, so that what went wrong in a browser goes wrong again without one: fed to an intake, each input
 * at its time, the recording makes the same capture.
 */
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Frame } from 'playwright-core';

/** From now on. The function returned writes the recording, one JSON line for each input (`at`, `input`; bytes as base64), and says where. */
export async function takeDown(devtoolsPage: Frame): Promise<(name: string) => Promise<string>> {
  await devtoolsPage.evaluate(() => {
    const told: string[] = [];
    const { postMessage } = MessagePort.prototype;
    const plain = (_: string, value: unknown): unknown =>
      value instanceof Uint8Array ? { base64: btoa(Array.from(value, (byte) => String.fromCharCode(byte)).join('')) } : value;
    MessagePort.prototype.postMessage = function (this: MessagePort, input: { kind?: unknown }, ...rest: []) {
      told.push(JSON.stringify({ at: performance.timeOrigin + performance.now(), input }, plain));
      postMessage.call(this, input, ...rest);
    };
    Object.assign(globalThis, { takenDown: told });
  });
  return async (name) => {
    const lines = await devtoolsPage.evaluate(() => (globalThis as unknown as { takenDown: string[] }).takenDown);
    const file = path.join(tmpdir(), `${name}.ndjson`);
    await writeFile(file, lines.join('\n'));
    return file;
  };
}
