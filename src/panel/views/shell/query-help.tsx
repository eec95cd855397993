/** The keys of the filter's language, for people: the same as in `docs/search.md`. */
import { QUERY_EXAMPLES, QUERY_KEYS, type QueryKey } from '../../../core/query/keys.ts';
import { t } from '../../../words/t.ts';

/** What a key of the filter looks at. */
export const keyHint = (key: QueryKey): string => t(`shell.keyHints.${key}`);

export function QueryHelp() {
  return (
    <section>
      <h3>{t('shell.queryHelp')}</h3>
      <p>{t('shell.queryWords')}</p>
      <dl>
        {QUERY_KEYS.map((key) => (
          <div key={key} class="keys-line">
            <dt>
              <code>{QUERY_EXAMPLES[key]}</code>
            </dt>
            <dd>{keyHint(key)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
