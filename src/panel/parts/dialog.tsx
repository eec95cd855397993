/** A modal dialog: the browser keeps the focus in it, and Esc closes it. */
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { ToolbarButton } from './toolbar-button.tsx';

export interface DialogProps {
  title: string;
  /** What the button that closes it is called. */
  closeLabel: string;
  onClose: () => void;
  children: ComponentChildren;
}

/** Draw it while it is open; what had the focus gets it back. */
export function Dialog({ title, closeLabel, onClose, children }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const heading = useId();
  useLayoutEffect(() => {
    const before = document.activeElement;
    const element = box.current;
    element?.showModal();
    // Where there are only words the keyboard needs something to scroll by.
    if (body.current?.querySelector('input, button, select, textarea, a, [tabindex]') === null) body.current.tabIndex = 0;
    return () => {
      element?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      class="dialog appears"
      ref={box}
      aria-labelledby={heading}
      onCancel={(event) => {
        // The owner closes it, by not drawing it any more.
        event.preventDefault();
        onClose();
      }}
      // A click beside it is on the dialog itself: its content covers all of it.
      onMouseDown={(event) => event.target === box.current && onClose()}
      // Keys of what lies behind it are not meant.
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div class="dialog-content">
        <div class="dialog-head">
          <h2 id={heading}>{title}</h2>
          <ToolbarButton icon="close" label={closeLabel} shortcut="Esc" onClick={onClose} />
        </div>
        <div class="dialog-body" ref={body}>
          {children}
        </div>
      </div>
    </dialog>
  );
}
