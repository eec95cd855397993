/**
 * Records test/files/captures/findings, each scenario of test/e2e/findings/scenarios.ts as it was when its rule had spoken, in both browsers:
 * `npx vite build && node --import tsx test/workbench/record-findings.ts [NAME…]`, some minutes. What the diagnosis says of each is held by
 * test/unit/core/explain/recorded-findings.test.ts. Run it again when the recorder learns something new, or a rule needs a fact that the files do not have.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { until } from '../../cli/until.ts';
import { exportPieces } from '../../cli/recorder.ts';
import { BROWSERS } from '../browsers.ts';
import { provoke, watchQuiet } from '../e2e/findings/provoke.ts';
import { findingsOf, QUIET } from '../e2e/findings/scenarios.ts';
import { openScene, type Scene } from '../e2e/findings/scene.ts';

const FOLDER = path.resolve(import.meta.dirname, '../files/captures/findings');
const PATIENCE = 30_000;
const names = process.argv.slice(2);
const isWanted = ({ name }: { name: string }): boolean => names.length === 0 || names.includes(name);

mkdirSync(FOLDER, { recursive: true });
for (const browser of BROWSERS) {
  const scene = await openScene(browser);
  const record = async (name: string): Promise<void> => {
    const text = await written(scene, browser);
    writeFileSync(path.join(FOLDER, `${name}.${browser}.ndjson`), text);
    console.log(`${name}.${browser}: ${text.length}`);
  };
  try {
    for (const scenario of findingsOf(browser).filter(isWanted)) {
      if (!scenario.recorded) continue;
      await forget(scene);
      await provoke(scene, scenario, () => record(scenario.name));
    }
    for (const scenario of QUIET.filter(isWanted)) {
      await forget(scene);
      await watchQuiet(scene, scenario, (_, moment) => record(`${scenario.name}-${moment}`));
    }
  } finally {
    await scene.close();
  }
}

/** The streams of the page before, so that a file is of one scenario: they are forgotten once it is known that they are over. */
async function forget({ blank, ask }: Scene): Promise<void> {
  await blank();
  await until(
    'an empty capture',
    async () => {
      await ask('clear');
      return (await ask('connections', { now: Date.now() })).length === 0;
    },
    PATIENCE,
  );
}

/** The whole capture, as the panel would save it: a part would be without the raw text. */
async function written({ ask }: Scene, browser: string): Promise<string> {
  const meta = { page: { url: '', title: '' }, generator: 'test/workbench/record-findings.ts', browser, createdAt: Date.now() };
  let text = '';
  for await (const piece of exportPieces(ask, { format: 'ndjson', filter: {}, redact: false, meta })) text += piece;
  return text;
}
