/** Keeps a view that throws from taking the panel with it. */
import { Component, type ComponentChildren } from 'preact';
import { t } from '../../../words/t.ts';
import { EmptyState } from '../../parts/empty-state.tsx';

interface GuardedProps {
  copy: (text: string) => Promise<void>;
  children: ComponentChildren;
}

/** Shows a calm message in place of a view that has thrown, until the user wants to see it again. */
export class Guarded extends Component<GuardedProps, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static override getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error: error ?? new Error('unknown') };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const words = error instanceof Error ? error.message : t('shell.unknownError');
    const details = error instanceof Error ? (error.stack ?? words) : words;
    return (
      <EmptyState
        icon="warning"
        title={t('shell.broken')}
        actions={[
          { label: t('shell.retry'), onClick: () => this.setState({ error: null }) },
          { label: t('shell.copyError'), onClick: () => void this.props.copy(details).catch(() => undefined) },
        ]}
      >
        <p>{t('shell.brokenWords')}</p>
        <p class="guarded-words">{words}</p>
      </EmptyState>
    );
  }
}
