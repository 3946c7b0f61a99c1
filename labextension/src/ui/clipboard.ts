import { Clipboard } from '@jupyterlab/apputils';

/** Puts a text into the clipboard, also where the page is not served securely. */
export async function copy(text: string): Promise<void> {
  // Browsers leave it out of pages that were not loaded through https or from the same computer.
  const clipboard = navigator.clipboard as typeof navigator.clipboard | undefined;
  const copied = clipboard?.writeText(text).then(
    () => true,
    () => false
  );
  if ((await copied) !== true) {
    Clipboard.copyToSystem(text);
  }
}
