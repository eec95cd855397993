import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { type InstallPlan, shellLine } from '../../../cli/install-browser.ts';
import { installConsent } from '../../../cli/install-consent.ts';

const PLAN: InstallPlan = {
  browser: 'firefox',
  manager: 'apt-get',
  refresh: ['sudo', 'apt-get', 'update'],
  attempts: [
    ['sudo', 'apt-get', 'install', '-y', 'firefox-esr'],
    ['sudo', 'apt-get', 'install', '-y', 'firefox'],
  ],
};
const COMMAND = 'sudo apt-get update; sudo apt-get install -y firefox-esr || sudo apt-get install -y firefox';
const never = new AbortController().signal;

interface Situation {
  given?: boolean;
  env?: Record<string, string>;
  /** Whether standard input and output are terminals. */
  terminals?: [stdin: boolean, stdout: boolean];
}

function situation({ given = false, env = {}, terminals: [isInput, isOutput] = [true, true] }: Situation = {}) {
  const stdin = Object.assign(new PassThrough(), { isTTY: isInput });
  const stderr = new PassThrough({ encoding: 'utf8' });
  return { stdin, shown: () => String(stderr.read() ?? ''), consent: installConsent(given, { env, stdin, stdout: { isTTY: isOutput }, stderr }) };
}

test('a plan as one line for a shell', () => {
  expect(shellLine(PLAN)).toBe(COMMAND);
  expect(shellLine({ ...PLAN, refresh: undefined, attempts: [['brew', 'install']] })).toBe('brew install');
});

describe('nobody is asked', () => {
  test.each<[string, Situation]>([
    ['who has said --install', { given: true }],
    ['under CI', { env: { CI: 'true' } }],
    ['without a terminal to read from', { terminals: [false, true] }],
    ['without a terminal to write to', { terminals: [true, false] }],
  ])('%s', async (_, given) => {
    const { consent, shown } = situation(given);
    await consent(PLAN, never);
    expect(shown()).toBe('');
  });
});

describe('on a terminal', () => {
  test.each(['y', 'Y', 'yes', ' Yes '])('%j is a yes, to a question with the exact command', async (answer) => {
    const { stdin, shown, consent } = situation();
    stdin.write(`${answer}\n`);
    await consent(PLAN, never);
    expect(shown()).toBe(`no Firefox found. Install it by this command?\n  ${COMMAND}\n[y/N] `);
  });

  test.each(['', 'n', 'no', 'yesterday'])('%j is a no, and says what to run', async (answer) => {
    const { stdin, consent } = situation();
    stdin.write(`${answer}\n`);
    await expect(consent(PLAN, never)).rejects.toMatchObject({
      code: 3,
      message: `no Firefox found, and none was installed. By hand, or with --install: ${COMMAND}`,
    });
  });

  test('an empty CI is none', async () => {
    const { stdin, consent } = situation({ env: { CI: '' } });
    stdin.write('n\n');
    await expect(consent(PLAN, never)).rejects.toMatchObject({ code: 3 });
  });

  test('the end of the input is a no', async () => {
    const { stdin, consent } = situation();
    stdin.end();
    await expect(consent(PLAN, never)).rejects.toMatchObject({ code: 3 });
  });

  test('an interrupt ends the question', async () => {
    const { consent } = situation();
    const stopped = new AbortController();
    const outcome = consent(PLAN, stopped.signal);
    stopped.abort();
    await expect(outcome).rejects.toMatchObject({ code: 130 });
    await expect(situation().consent(PLAN, stopped.signal)).rejects.toMatchObject({ code: 130 });
  });
});
