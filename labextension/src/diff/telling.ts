import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Undo } from './undoing';

const SHOWN_MILLISECONDS = 8000;

/** JupyterLab's name for the message that is shown. */
let shown: string | null = null;

/**
 * Says that something was reverted in the open notebook, with a button that takes it back. The message before goes: many
 * would lie over the list, and only the last step can be taken back.
 */
export function tellReverted(sentence: string, undo: Undo, trans: TranslationBundle): void {
  const callback = (): void => {
    if (!undo()) {
      Notification.warning(
        trans.__('The notebook has been edited since. Undo it there: Z takes back one step.'),
        { autoClose: SHOWN_MILLISECONDS }
      );
    }
  };
  if (shown !== null) {
    Notification.dismiss(shown);
  }
  shown = Notification.success(sentence, {
    autoClose: SHOWN_MILLISECONDS,
    actions: [{ label: trans.__('Undo'), callback }]
  });
}
