import { StateEffect, StateField, type Extension, type Range, type Text } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';

const CLASS = 'mlc-SelectionMark';

/** A range of a cell's source that a thread is about. Positions count UTF-16 code units. */
export interface IMark {
  readonly threadId: string;
  readonly start: number;
  readonly end: number;

  /** The text as it was when the thread was opened. */
  readonly quote: string;
  readonly isOpen: boolean;
}

/** Says which threads have marks in an editor, and where the server finds them. */
export const setMarks = StateEffect.define<readonly IMark[]>();

/** The marks of an editor, which go along with what is typed. */
export const markField = StateField.define<readonly IMark[]>({
  create: () => [],
  update(marks, transaction) {
    const { changes, newDoc } = transaction;
    const moved = changes.empty
      ? marks
      : marks.map(mark => ({
          ...mark,
          start: changes.mapPos(mark.start, 1),
          end: changes.mapPos(mark.end, -1)
        }));
    return transaction.effects.reduce(
      (now, effect) => (effect.is(setMarks) ? merged(now, effect.value, newDoc) : now),
      moved
    );
  },
  provide: field => EditorView.decorations.from(field, decorated)
});

/**
 * Marks the text threads are about.
 *
 * @param open - called with the thread whose mark was clicked
 */
export function selectionMarks(open: (threadId: string) => void): Extension {
  const threadAt = (event: Event): string | null => {
    const node = event.target instanceof Element ? event.target.closest(`.${CLASS}`) : null;
    return node?.getAttribute('data-mlc-thread') ?? null;
  };
  const onClick = EditorView.domEventHandlers({
    click: (event, view) => {
      const threadId = threadAt(event);
      // A click that ends a selection is not meant for the mark.
      if (threadId !== null && view.state.selection.main.empty) {
        open(threadId);
      }
    }
  });
  return [markField, onClick];
}

/**
 * The place that was followed through the edits is better than the one the server found in the text, unless only the
 * server's still holds the quote, or nothing is left of the one followed.
 */
function merged(known: readonly IMark[], found: readonly IMark[], text: Text): readonly IMark[] {
  const within = found
    .map(mark => ({ ...mark, end: Math.min(mark.end, text.length) }))
    .filter(({ start, end }) => start < end);
  return within.map(mark => {
    const followed = known.find(({ threadId }) => threadId === mark.threadId);
    if (followed === undefined || followed.end <= followed.start) {
      return mark;
    }
    const holds = ({ start, end }: IMark): boolean => text.sliceString(start, end) === mark.quote;
    const isBetter = holds(mark) && !holds(followed);
    return isBetter ? mark : { ...mark, start: followed.start, end: followed.end };
  });
}

function decorated(marks: readonly IMark[]): DecorationSet {
  const ranges = marks
    .filter(({ start, end }) => start < end)
    .map(({ threadId, start, end, isOpen }): Range<Decoration> => {
      const attributes = { 'data-mlc-thread': threadId };
      return Decoration.mark({
        class: isOpen ? `${CLASS} mlc-mod-open` : CLASS,
        attributes
      }).range(start, end);
    });
  return Decoration.set(ranges, true);
}
