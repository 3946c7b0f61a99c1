import { showErrorMessage } from '@jupyterlab/apputils';
import { sentenceOf } from '../core/errors';

/**
 * Does what a command was asked for. A failure is told in a dialog, since a command has no place of its own where it
 * could be told.
 *
 * @param title - what failed
 */
export async function attempt(title: string, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    void showErrorMessage(title, sentenceOf(error));
  }
}
