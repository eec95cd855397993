/** Draws a rule's page as plain elements. The pages are ours and in English. */
import type { RuleId } from '../../../core/explain/registry.ts';
import { rulePage, type Block, type Span } from './rule-page.ts';

export function RulePage({ rule }: { rule: RuleId }) {
  return (
    <div class="rule-page" lang="en">
      {rulePage(rule).map((block, at) => (
        <PageBlock key={at} block={block} />
      ))}
    </div>
  );
}

function PageBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading':
      return <h3>{block.text}</h3>;
    case 'code':
      // Reached by the keyboard, since it scrolls sideways.
      return (
        <pre class="literal" tabIndex={0}>
          {block.text}
        </pre>
      );
    case 'list':
      return (
        <ul>
          {block.items.map((item, at) => (
            <li key={at}>
              <Spans spans={item} />
            </li>
          ))}
        </ul>
      );
    default:
      return (
        <p>
          <Spans spans={block.spans} />
        </p>
      );
  }
}

function Spans({ spans }: { spans: readonly Span[] }) {
  return <>{spans.map((span, at) => (span.code ? <code key={at}>{span.text}</code> : span.text))}</>;
}
