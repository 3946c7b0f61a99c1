import {
  acceptCompletion,
  autocompletion,
  completionStatus,
  pickedCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult
} from '@codemirror/autocomplete';
import { Prec, type EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import type { TranslationBundle } from '@jupyterlab/translation';
import { sentenceOf } from '../core/errors';
import { revealBidi } from '../ui/bidi';
import { isProse } from './text';

/** Something that can be linked to, and what is written for it. */
export interface ILinkChoice {
  readonly title: string;
  readonly detail: string;

  /** What it is, in a word. */
  readonly kind: string;
  readonly written: string;
}

/** What can be linked to by the text that was typed, best first. */
export type FindChoices = (text: string) => Promise<readonly ILinkChoice[]>;

const TYPED = /\[\[([^[\]\n]{0,200})$/;
const CLOSED = /^\]{1,2}/;

/** Completes `[[` in the text of a page with whatever it may link to, and writes a plain link in its place. */
export function linkCompletion(find: FindChoices, trans: TranslationBundle): Extension {
  const list = autocompletion({
    override: [context => choicesAt(context, find, trans)],
    icons: false,
    // Brackets are typed on purpose: Enter means the list as soon as it is there.
    interactionDelay: 0,
    tooltipClass: () => 'mlc-LinkList',
    addToOptions: [{ render: kindOf, position: 90 }]
  });
  return [list, earlyEnter()];
}

/** Enter behind brackets whose list is still asked for waits for it, and takes its first choice. */
function earlyEnter(): Extension {
  let isWaiting = false;
  const wait = ({ state }: EditorView): boolean => {
    isWaiting =
      completionStatus(state) === 'pending' && typedAt(state, state.selection.main.head) !== null;
    return isWaiting;
  };
  const look = EditorView.updateListener.of(({ docChanged, selectionSet, state, view }) => {
    const status = completionStatus(state);
    if (isWaiting && (docChanged || selectionSet || status !== 'pending')) {
      isWaiting = false;
      if (status === 'active') {
        // The editor takes no change in the middle of another.
        queueMicrotask(() => acceptCompletion(view));
      }
    }
  });
  return [Prec.highest(keymap.of([{ key: 'Enter', run: wait }])), look];
}

/** What was typed behind the brackets before a place; null where none are open. */
function typedAt(state: EditorState, at: number): string | null {
  const line = state.doc.lineAt(at);
  const typed = TYPED.exec(line.text.slice(0, at - line.from));
  return typed === null || !isProse(state.doc.toString(), at) ? null : (typed[1] ?? '');
}

/** What is offered at a place of the text; null where nothing is. */
export async function choicesAt(
  context: CompletionContext,
  find: FindChoices,
  trans: TranslationBundle
): Promise<CompletionResult | null> {
  const { pos, state } = context;
  const line = state.doc.lineAt(pos);
  const text = typedAt(state, pos);
  if (text === null) {
    return null;
  }
  const from = pos - text.length - 2;
  // Brackets that the editor closed by itself go along.
  const to = pos + (CLOSED.exec(line.text.slice(pos - line.from))?.[0].length ?? 0);
  const options = await find(text).then(
    found => (found.length > 0 ? found.map(optionOf) : nothing(text, trans)),
    (problem: unknown) => [told(sentenceOf(problem))]
  );
  return { from, to, options, filter: false };
}

function optionOf({ detail, kind, title, written }: ILinkChoice): Completion {
  return {
    label: written,
    displayLabel: revealBidi(title),
    detail: revealBidi(detail),
    type: kind,
    apply: (view, completion, from, to) => {
      view.dispatch({
        changes: { from, to, insert: written },
        selection: { anchor: from + written.length },
        annotations: pickedCompletion.of(completion),
        userEvent: 'input.complete'
      });
    }
  };
}

function nothing(text: string, trans: TranslationBundle): Completion[] {
  return [
    told(
      text.includes('#')
        ? trans.__('No cell of that notebook holds these words')
        : trans.__('Nothing in this project is called that')
    )
  ];
}

/** A sentence in the list. Enter does what it does in the text. */
function told(sentence: string): Completion {
  const breakLine = (view: EditorView): void => {
    view.dispatch(view.state.replaceSelection(view.state.lineBreak), { userEvent: 'input' });
  };
  return { label: sentence, apply: breakLine };
}

function kindOf({ type }: Completion): Node | null {
  if (type === undefined) {
    return null;
  }
  const kind = document.createElement('span');
  kind.className = 'mlc-LinkList-kind';
  kind.textContent = type;
  return kind;
}
