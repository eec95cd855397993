/** One line of text from a page, with what cannot be seen made visible. */
import { visibleControls } from './visible-controls.ts';

/** Text nodes, and a `<span>` for each character that had to be drawn as a picture. */
export function VisibleText({ text }: { text: string }) {
  return (
    <>
      {visibleControls(text).map((part, i) =>
        part.control ? (
          <span key={i} class="visible-control">
            {part.text}
          </span>
        ) : (
          part.text
        ),
      )}
    </>
  );
}
