import { describe, expect, test } from 'vitest';
import { install, installPlan } from '../../../cli/install-browser.ts';

const having =
  (...commands: string[]) =>
  (command: string): boolean =>
    commands.includes(command);

describe('installPlan', () => {
  test('Debian as root: lists first, both names of the package, no questions', () => {
    expect(installPlan('linux', true, having('apt-get', 'sudo'))).toEqual({
      browser: 'chromium',
      manager: 'apt-get',
      refresh: ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', 'update'],
      attempts: [
        ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', 'install', '-y', 'chromium'],
        ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', 'install', '-y', 'chromium-browser'],
      ],
    });
  });

  test('sudo only for those who are not root', () => {
    expect(installPlan('linux', false, having('dnf', 'sudo'))?.attempts[0]?.slice(0, 2)).toEqual(['sudo', 'env']);
    expect(installPlan('linux', true, having('dnf', 'sudo'))?.attempts.flat()).not.toContain('sudo');
    expect(installPlan('linux', false, having('dnf'))).toBeUndefined();
  });

  test.each(['apt-get', 'dnf', 'zypper', 'pacman', 'apk', 'xbps-install'])('%s', (manager) => {
    expect(installPlan('linux', true, having(manager))?.manager).toBe(manager);
    expect(installPlan('darwin', true, having(manager))).toBeUndefined();
  });

  test('Homebrew runs with the rights of the user', () => {
    expect(installPlan('darwin', false, having('brew'))?.attempts[0]).toEqual(['brew', 'install', '--cask', 'chromium']);
  });

  test.each([
    ['apt-get', ['firefox-esr', 'firefox']],
    ['dnf', ['firefox']],
    ['zypper', ['MozillaFirefox']],
    ['pacman', ['firefox']],
  ])('Firefox by %s', (manager, packages) => {
    const plan = installPlan('linux', true, having(manager), 'firefox');
    expect(plan?.browser).toBe('firefox');
    expect(plan?.attempts.map((command) => command.at(-1))).toEqual(packages);
  });

  test('Firefox by Homebrew', () => {
    expect(installPlan('darwin', false, having('brew'), 'firefox')?.attempts).toEqual([['brew', 'install', '--cask', 'firefox']]);
  });

  test('none', () => expect(installPlan('win32', false, having())).toBeUndefined());
});

describe('install', () => {
  const never = new AbortController().signal;

  test('tells each command, goes on after a refresh that failed, and stops at the first package that is there', async () => {
    const said: string[] = [];
    const plan = { browser: 'chromium' as const, manager: 'x', refresh: ['false'], attempts: [['false'], ['true'], ['false', 'never']] };
    expect(await install(plan, (line) => said.push(line), never)).toBe(true);
    expect(said.map((line) => line.replace(/^.*running: /, ''))).toEqual(['false', 'false', 'true']);
  });

  test('fails when nothing can be installed', async () => {
    expect(
      await install(
        { browser: 'chromium' as const, manager: 'x', refresh: undefined, attempts: [['false'], ['/there/is/no/such/command']] },
        () => undefined,
        never,
      ),
    ).toBe(false);
  });

  test('says which browser is missing', async () => {
    const said: string[] = [];
    await install({ browser: 'firefox', manager: 'x', refresh: undefined, attempts: [['true']] }, (line) => said.push(line), never);
    expect(said).toEqual(['no Firefox found, running: true']);
  });

  // What sleeps a minute would take longer than a test may.
  test('an interrupt stops what runs', async () => {
    const stopped = new AbortController();
    const outcome = install(
      { browser: 'chromium' as const, manager: 'x', refresh: undefined, attempts: [['sleep', '60'], ['true']] },
      () => stopped.abort(),
      stopped.signal,
    );
    expect(await outcome).toBe(false);
  });
});
