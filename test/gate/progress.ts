/**
 * Vitest's reporter for whole runs: a line for each file of a browser as it ends, one now and then for the many small ones, failures in full.
 * What came of each file is written, as JSON, to the file that `REPORT_VARIABLE` names.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { DefaultReporter, type TestModule, type TestRunEndReason, type TestSpecification } from 'vitest/node';
import { type FileOutcome, progressLine, type Tally } from './tally.ts';

export const REPORT_VARIABLE = 'SSE_SCOPE_TALLY';

/** Files of `unit` end many a second. */
const QUIET_STEP = 50;

export default class Progress extends DefaultReporter {
  readonly #files: FileOutcome[] = [];
  #all = 0;

  constructor() {
    super({ summary: false });
  }

  override onTestRunStart(specifications: readonly TestSpecification[]): void {
    this.#all = specifications.length;
    super.onTestRunStart(specifications);
  }

  override onTestModuleEnd(module: TestModule): void {
    const outcome = outcomeOf(module, this.ctx.config.root);
    this.#files.push(outcome);
    const done = this.#files.length;
    if (!outcome.ok) super.onTestModuleEnd(module);
    if (!outcome.ok || !outcome.project.startsWith('unit') || done % QUIET_STEP === 0) this.log(progressLine(done, this.#all, outcome));
  }

  override onTestRunEnd(modules: readonly TestModule[], errors: Parameters<DefaultReporter['onTestRunEnd']>[1], reason: TestRunEndReason): void {
    super.onTestRunEnd(modules, errors, reason);
    const report = process.env[REPORT_VARIABLE];
    const tally: Tally = { files: this.#files, errors: errors.length };
    if (report !== undefined) writeFileSync(report, JSON.stringify(tally));
  }
}

function outcomeOf(module: TestModule, root: string): FileOutcome {
  const count = { passed: 0, failed: 0, skipped: 0 };
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    count[state === 'pending' ? 'failed' : state] += 1;
  }
  const { collectDuration, setupDuration, duration } = module.diagnostic();
  return {
    ...count,
    project: module.project.name,
    file: path.relative(root, module.moduleId).replaceAll(path.sep, '/'),
    ok: module.ok(),
    duration: collectDuration + setupDuration + duration,
  };
}
