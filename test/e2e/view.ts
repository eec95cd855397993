/** A document of the extension, looked at and used as a person does: by role, name and text. The same for every browser. */
import { until } from '../../cli/until.ts';

/** An element. Of several, the first one. */
export interface Target {
  role: string;
  name?: string | RegExp;
  /** What its text contains. */
  text?: string | RegExp;
  /** Only within this one. */
  within?: Target;
}

/** What a browser has to offer for it. */
export interface Hands {
  evaluate<T, A = undefined>(code: (argument: A) => T | Promise<T>, argument?: A): Promise<T>;
  /** A trusted click at the element that has the attribute `MARK`. */
  clickMarked(): Promise<void>;
  /** The same with the other button of the mouse. */
  contextMarked(): Promise<void>;
  /** Trusted keys to it: text, or the name of one key. */
  typeIntoMarked(keys: string | { key: Key }): Promise<void>;
}
export type NamedKey = 'Enter' | 'Escape' | 'Home' | 'End' | 'ArrowDown' | 'ArrowUp' | 'ArrowLeft' | 'Backspace' | 'F10';
/** A named one, or a character; with `Control+` or `Shift+` before it. */
export type Key = NamedKey | (string & {});

export interface View {
  evaluate: Hands['evaluate'];
  /** Text of every element that is there and can be seen. */
  texts(target: Target): Promise<string[]>;
  /** Waits for the element. */
  appear(target: Target): Promise<void>;
  click(target: Target): Promise<void>;
  /** Asks for its context menu. */
  context(target: Target): Promise<void>;
  /** Turns a radio button or a check box on. */
  check(target: Target): Promise<void>;
  /** Waits until there is none. */
  vanish(target: Target): Promise<void>;
  /** Puts text in place of what stands in a field. */
  enter(target: Target, text: string): Promise<void>;
  press(target: Target, key: Key): Promise<void>;
  /** To what has the focus. */
  key(key: Key): Promise<void>;
}

export const MARK = 'data-driver-target';
const PATIENCE_MS = 30_000;

/** As it goes to the page: regular expressions do not survive JSON. */
type Sent = { role: string; name?: [source: string, flags: string]; text?: [source: string, flags: string]; within?: Sent };

const pattern = (wanted: string | RegExp | undefined): [string, string] | undefined =>
  wanted === undefined ? undefined : typeof wanted === 'string' ? [wanted.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), ''] : [wanted.source, wanted.flags];
const sent = ({ role, name, text, within }: Target): Sent => ({
  role,
  name: pattern(name),
  text: pattern(text),
  within: within && sent(within),
});

/** Runs in the page, so it stands alone. Marks the first that is found. */
function look({ target, mark, usable }: { target: Sent; mark: string; usable: boolean }): string[] {
  const selectors: Record<string, string> = {
    button: 'button, [role=button]',
    textbox: 'input:not([type]), input[type=text], input[type=search], textarea, [role=textbox]',
    row: 'tr, [role=row]',
    dialog: 'dialog, [role=dialog]',
    listitem: 'li, [role=listitem]',
    radio: 'input[type=radio]',
    checkbox: 'input[type=checkbox]',
    region: 'section, [role=region]',
    table: 'table, [role=table]',
    list: 'ul, ol, [role=list]',
  };
  const nameOf = (element: Element): string => {
    const ids = (element.getAttribute('aria-labelledby') ?? '').split(' ').filter((id) => id !== '');
    const labelled = ids.map((id) => document.getElementById(id)?.textContent ?? '');
    const labels = [...((element as HTMLInputElement).labels ?? [])].map((label) => label.textContent);
    return (
      [element.getAttribute('aria-label'), labelled.join(' '), labels.join(' '), element.textContent, element.getAttribute('title')].find((it) => it?.trim()) ??
      ''
    );
  };
  const matches = (found: [string, string] | undefined, text: string): boolean => found === undefined || new RegExp(found[0], found[1]).test(text);
  const find = ({ role, name, text, within }: Sent): Element[] => {
    const roots: (Element | Document)[] = within ? find(within) : [document];
    return roots
      .flatMap((root) => [...root.querySelectorAll(selectors[role] ?? `[role="${role}"]`)])
      .filter((element) => element.checkVisibility() && matches(name, nameOf(element).trim()) && matches(text, element.textContent));
  };
  for (const old of document.querySelectorAll(`[${mark}]`)) old.removeAttribute(mark);
  const found = find(target).filter((element) => !usable || !element.matches(':disabled'));
  found[0]?.setAttribute(mark, '');
  return found.map((element) => element.textContent);
}

export function createView(hands: Hands): View {
  const find = (target: Target, usable: boolean): Promise<string[]> => hands.evaluate(look, { target: sent(target), mark: MARK, usable });
  const texts = (target: Target): Promise<string[]> => find(target, false);
  const mark = async (target: Target, usable = false): Promise<void> =>
    void (await until(`${target.role} ${String(target.name ?? target.text ?? '')}`, async () => (await find(target, usable)).length > 0, PATIENCE_MS));
  const focus = async (target: Target): Promise<void> => {
    await mark(target);
    await hands.evaluate((attribute) => {
      const element = document.querySelector<HTMLElement>(`[${attribute}]`);
      element?.focus();
      if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) element.select();
    }, MARK);
  };
  return {
    evaluate: hands.evaluate,
    texts,
    appear: mark,
    async click(target) {
      // A click at what is still disabled is lost without a word.
      await mark(target, true);
      await hands.clickMarked();
    },
    async context(target) {
      await mark(target);
      await hands.contextMarked();
    },
    async check(target) {
      await mark(target, true);
      if (!(await hands.evaluate((attribute) => document.querySelector<HTMLInputElement>(`[${attribute}]`)?.checked, MARK))) await hands.clickMarked();
    },
    vanish: async (target) =>
      void (await until(`the end of ${target.role} ${String(target.name ?? '')}`, async () => (await texts(target)).length === 0, PATIENCE_MS)),
    async enter(target, text) {
      await focus(target);
      await hands.typeIntoMarked(text === '' ? { key: 'Backspace' } : text);
    },
    async key(key) {
      await hands.evaluate((attribute) => {
        for (const old of document.querySelectorAll(`[${attribute}]`)) old.removeAttribute(attribute);
        document.activeElement?.setAttribute(attribute, '');
      }, MARK);
      await hands.typeIntoMarked({ key });
    },
    async press(target, key) {
      await focus(target);
      await hands.typeIntoMarked({ key });
    },
  };
}
