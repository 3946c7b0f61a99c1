/** Hands a text to the browser as a file to keep. */
export function download(name: string, text: string, mediaType: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: mediaType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Some browsers read the address only after the click has returned.
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
