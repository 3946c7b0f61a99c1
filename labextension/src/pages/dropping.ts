import { EditorView } from '@codemirror/view';
import type { Extension } from '@codemirror/state';
import type { TranslationBundle } from '@jupyterlab/translation';
import { MOST_BYTES, picturesIn } from './pictures';

export interface IDroppingOptions {
  readonly trans: TranslationBundle;

  /** Saves a picture beside the page, and gives the Markdown that shows it. */
  save(picture: File): Promise<string>;

  /** Tells why a picture was not taken. */
  tell(problem: unknown): void;
}

/** Takes pictures that are pasted or dropped into the text of a page: saved, and shown by a link at the cursor. */
export function pictureDropping(options: IDroppingOptions): Extension {
  return EditorView.domEventHandlers({
    paste: (event, view) => take(event, event.clipboardData, view, options),
    drop: (event, view) => {
      const pictures = picturesIn(event.dataTransfer?.files ?? []);
      const at =
        pictures.length > 0 ? view.posAtCoords({ x: event.clientX, y: event.clientY }) : null;
      if (at !== null) {
        view.dispatch({ selection: { anchor: at } });
      }
      return take(event, event.dataTransfer, view, options);
    }
  });
}

function take(
  event: Event,
  data: DataTransfer | null,
  view: EditorView,
  options: IDroppingOptions
): boolean {
  const pictures = picturesIn(data?.files ?? []);
  // A table that was copied comes as a picture, too: its text is what is meant.
  if (pictures.length === 0 || view.state.readOnly || (data?.getData('text/plain') ?? '') !== '') {
    return false;
  }
  event.preventDefault();
  void insertAll(pictures, view, options);
  return true;
}

async function insertAll(
  pictures: readonly File[],
  view: EditorView,
  { save, tell, trans }: IDroppingOptions
): Promise<void> {
  for (const picture of pictures) {
    try {
      if (picture.size > MOST_BYTES) {
        throw new Error(
          trans.__('“%1” is over the limit of %2 MB.', picture.name, MOST_BYTES / 1024 / 1024)
        );
      }
      const written = await save(picture);
      view.dispatch(view.state.replaceSelection(written), { userEvent: 'input.paste' });
    } catch (problem) {
      tell(problem);
    }
  }
}
