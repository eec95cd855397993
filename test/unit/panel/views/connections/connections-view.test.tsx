// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPanelState } from '../../../../../src/panel/state/create-panel-state.ts';
import type { PanelState } from '../../../../../src/panel/state/panel-state.ts';
import { ConnectionsView } from '../../../../../src/panel/views/connections/connections-view.tsx';
import { Guarded } from '../../../../../src/panel/views/shell/guarded.tsx';
import type { ConnectionRow } from '../../../../../src/wire/protocol/questions.ts';
import { fakeHost, rowOf } from '../../state/fake-host.ts';

let root: HTMLElement;
beforeEach(() => {
  root = document.createElement('div');
  document.body.append(root);
});
afterEach(() => {
  render(null, root);
  root.remove();
});

/** The view over connections that a test can set, without a recorder. */
function setup(connections: ConnectionRow[]) {
  const end = new AbortController();
  const rows = signal(connections);
  const state: PanelState = { ...createPanelState(fakeHost().host, end.signal), connections: rows };
  end.abort();
  void act(() => render(<ConnectionsView state={state} />, root));
  const grid = root.querySelector<HTMLElement>('[role=treegrid]');
  if (grid === null) throw new Error('no grid');
  return {
    state,
    rows,
    grid,
    press: (key: string) => void act(() => void grid.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))),
    click: (element: Element | null | undefined) => void act(() => void element?.dispatchEvent(new MouseEvent('click', { bubbles: true }))),
    row: (n: number) => grid.querySelector(`[aria-rowindex="${n}"]`),
    active: () => grid.querySelector(`#${CSS.escape(grid.getAttribute('aria-activedescendant') ?? 'none')}`)?.getAttribute('aria-rowindex'),
  };
}

const two = [rowOf({ id: 1, origin: 'http://a' }), rowOf({ id: 2, origin: 'http://a' })];

describe('choosing a connection', () => {
  it('by click, and again to let go; the attempt chosen before is forgotten', () => {
    const { state, click, row } = setup(two);
    state.selectedAttempt.value = 4;
    click(row(3)?.querySelector('[role=gridcell]'));
    expect([state.selectedConnection.value, state.selectedAttempt.value]).toEqual([1, null]);
    expect(row(3)?.getAttribute('aria-selected')).toBe('true');
    click(row(3));
    expect(state.selectedConnection.value).toBeNull();
  });

  it('by arrows, and Esc to let go', () => {
    const { state, press, active } = setup(two);
    press('ArrowDown');
    expect([state.selectedConnection.value, active()]).toEqual([null, '2']);
    press('ArrowDown');
    press('ArrowDown');
    expect([state.selectedConnection.value, active()]).toEqual([2, '4']);
    press('Escape');
    expect(state.selectedConnection.value).toBeNull();
  });

  it('closes and opens a group by left and right', () => {
    const { grid, press, row } = setup(two);
    press('ArrowDown');
    press('ArrowLeft');
    expect([grid.getAttribute('aria-rowcount'), row(2)?.getAttribute('aria-expanded')]).toEqual(['2', 'false']);
    press('ArrowRight');
    expect(grid.getAttribute('aria-rowcount')).toBe('4');
  });

  it('leads from a connection to the head of its group', () => {
    const { press, active } = setup(two);
    press('End');
    press('ArrowLeft');
    expect(active()).toBe('2');
  });
});

describe('a thousand connections', () => {
  it('are told, but only those near the screen are drawn, with the one that has the keyboard', () => {
    const { grid, press, active } = setup(Array.from({ length: 1000 }, (_, n) => rowOf({ id: n + 1 })));
    expect(grid.getAttribute('aria-rowcount')).toBe('1002');
    press('End');
    expect(active()).toBe('1002');
    expect(grid.querySelectorAll('[aria-rowindex]').length).toBeLessThan(40);
  });
});

describe('text from a page', () => {
  it('is text, whatever it contains', () => {
    const evil = '<img src=x onerror=alert(1)>';
    const { grid } = setup([rowOf({ url: `http://a/${evil}`, origin: evil, lastEventId: evil, frameId: 1, frameUrl: evil, error: evil })]);
    expect(grid.querySelector('img')).toBeNull();
    expect(grid.textContent).toContain('onerror');
  });
});

describe('a view that throws', () => {
  it('is replaced by calm words, and can be tried again', () => {
    let broken = true;
    const Fragile = () => {
      if (broken) throw new Error('no such row');
      return <p>fine</p>;
    };
    void act(() =>
      render(
        <Guarded copy={async () => undefined}>
          <Fragile />
        </Guarded>,
        root,
      ),
    );
    expect(root.textContent).toContain('no such row');
    broken = false;
    void act(() => root.querySelector('button')?.click());
    expect(root.textContent).toBe('fine');
  });
});

it('a connection says its protocol, where that is certain', () => {
  const chat = { id: 'openai-chat', name: 'OpenAI Chat' } as const;
  const { row } = setup([
    rowOf({ id: 1, protocol: { ...chat, certainty: 'certain' } }),
    rowOf({ id: 2, protocol: { ...chat, certainty: 'likely' } }),
    rowOf({ id: 3 }),
  ]);
  expect([3, 4, 5].map((n) => row(n)?.textContent?.includes('OpenAI Chat') ?? row(n - 1)?.textContent)).toEqual([true, false, false]);
});
