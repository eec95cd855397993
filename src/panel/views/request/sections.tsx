/** The sections of an attempt: facts, headers, stacks. Text of page and server is drawn as text, whatever it contains. */
import type { ComponentChildren } from 'preact';
import type { Header, Redirect } from '../../../core/model/observation.ts';
import { sayNumber, t } from '../../../words/t.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import type { Host } from '../../state/host.ts';
import type { Fact } from './facts.ts';
import { useSignal } from '@preact/signals';
import type { Milliseconds } from '../../../core/units.ts';
import { Icon } from '../../parts/icon.tsx';

/** Code units of one value that are drawn; a header or a stack may be of any length. Copying gives all of it. */
const MAX_SHOWN = 10_000;

const cut = (text: string): string => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);

export function Section({ title, count, copy, host, children }: { title: string; count?: number; copy?: string; host: Host; children: ComponentChildren }) {
  return (
    <div class="section">
      <details open>
        <summary>
          <span class="section-title">{title}</span>
          {count !== undefined && <span class="section-count">{count}</span>}
        </summary>
        {children}
      </details>
      {/* @note Beside the summary, not in it: a control within a control cannot be told to a screen reader. */}
      {copy !== undefined && copy !== '' && <CopyButton host={host} text={copy} what={title} />}
    </div>
  );
}

export function Facts({ facts, host }: { facts: readonly Fact[]; host: Host }) {
  return (
    <dl class="facts">
      {facts.map((fact) => (
        <div key={fact.name} class="fact">
          <dt>{fact.name}</dt>
          <dd>
            {fact.value === undefined ? (
              <span class="fact-note">{fact.note}</span>
            ) : (
              <span class={`${fact.literal ? 'literal' : ''}${fact.tone ? ` is-${fact.tone}` : ''}`}>
                <VisibleText text={cut(fact.value)} />
              </span>
            )}
            {fact.value !== undefined && fact.note !== undefined && <span class="fact-note"> {fact.note}</span>}
            {fact.literal && fact.value !== undefined && <CopyButton host={host} text={fact.value} what={fact.name} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** @param emphasised a header (lower case) that the user came for. */
export function Headers({ headers, why, emphasised }: { headers: readonly Header[] | undefined; why: string; emphasised?: string }) {
  if (headers === undefined) return <p class="section-note">{why}</p>;
  if (headers.length === 0) return <p class="section-note">{t('none')}</p>;
  return (
    <dl class="facts">
      {headers.map((header, at) => (
        <div key={at} class={`fact${header.name.toLowerCase() === emphasised ? ' is-emphasised' : ''}`}>
          <dt>{header.name}</dt>
          <dd>
            <span class="literal">
              <VisibleText text={cut(header.value)} />
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

export const headersText = (headers: readonly Header[] | undefined): string => (headers ?? []).map(({ name, value }) => `${name}: ${value}`).join('\n');

export function Redirects({ redirects }: { redirects: readonly Redirect[] }) {
  return (
    <ol class="redirects">
      {redirects.map((redirect, at) => (
        <li key={at} class="literal">
          {`${redirect.status} → ${cut(redirect.location)}`}
        </li>
      ))}
    </ol>
  );
}

export function Stack({ stack }: { stack: string }) {
  if (stack === '') return <p class="section-note">{t('request.noStack')}</p>;
  return <pre class="stack">{cut(stack)}</pre>;
}

/** @param length of the whole body, of which `text` is the begin. */
export function Body({ text, length }: { text: string | undefined; length: number }) {
  if (text === undefined) return <p class="section-note">{t('request.bodyNoText', { bytes: sayNumber(length) })}</p>;
  return (
    <>
      <pre class="stack literal">
        <VisibleText text={cut(text)} />
      </pre>
      {text.length < length && <p class="section-note">{t('request.bodyCut', { known: sayNumber(text.length), whole: sayNumber(length) })}</p>}
    </>
  );
}

/** Long enough to be seen. */
const TELL_FOR: Milliseconds = 1500;

/** A small button that copies, and says that it has. */
function CopyButton({ host, text, what }: { host: Host; text: string; what: string }) {
  const told = useSignal<string | null>(null);
  const copy = async (): Promise<void> => {
    try {
      await host.copy(text);
      told.value = t('copied');
    } catch {
      told.value = t('request.notCopied');
    }
    setTimeout(() => (told.value = null), TELL_FOR);
  };
  const label = t('request.copy', { what });
  return (
    <button type="button" class="copy-button" title={label} aria-label={label} onClick={() => void copy()}>
      <Icon name="copy" />
      <span role="status">{told.value}</span>
    </button>
  );
}
