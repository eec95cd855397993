/** Text from a page, like `VisibleText`, in which what was searched for is marked; who draws it need not know of the search. */
import { createContext, Fragment } from 'preact';
import { useContext } from 'preact/hooks';
import { VisibleText } from './visible-text.tsx';

/** Where a text is to be marked: in order, none over another, `to` exclusive. */
export type FindMarks = (text: string) => readonly { from: number; to: number }[];

/** What is marked in all of the texts below; null: nothing. */
export const MarkedContext = createContext<FindMarks | null>(null);

export function MarkedText({ text }: { text: string }) {
  return <MarksIn text={text} find={useContext(MarkedContext)} />;
}

export function MarksIn({ text, find }: { text: string; find: FindMarks | null }) {
  const marks = find === null ? [] : find(text);
  if (marks.length === 0) return <VisibleText text={text} />;
  return (
    <>
      {marks.map(({ from, to }, i) => (
        <Fragment key={from}>
          <VisibleText text={text.slice(marks[i - 1]?.to ?? 0, from)} />
          <mark class="search-mark">
            <VisibleText text={text.slice(from, to)} />
          </mark>
        </Fragment>
      ))}
      <VisibleText text={text.slice(marks.at(-1)!.to)} />
    </>
  );
}
