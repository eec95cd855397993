/** The keys of the filter's language, for people: the same as in `docs/search.md`. */
import { QUERY_EXAMPLES, QUERY_KEYS } from '../../../core/query/keys.ts';
import { texts } from './texts.ts';

export function QueryHelp() {
  return (
    <section>
      <h3>{texts.queryHelp}</h3>
      <p>{texts.queryWords}</p>
      <dl>
        {QUERY_KEYS.map((key) => (
          <div key={key} class="keys-line">
            <dt>
              <code>{QUERY_EXAMPLES[key]}</code>
            </dt>
            <dd>{texts.keyHints[key]}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
