import type { INotebookContent } from '@jupyterlab/nbformat';
import type { OfferedFigure } from './making';

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Where the browser finds a picture of a notebook's output; null when it is none that can be shown. */
export function pictureIn(
  notebook: INotebookContent,
  { cell, output, mediaType }: OfferedFigure
): string | null {
  const outputs: unknown = notebook.cells[cell]?.outputs;
  const found: unknown = Array.isArray(outputs) ? outputs[output] : null;
  const data = (found as { readonly data?: Readonly<Record<string, unknown>> } | null)?.data;
  const text = joined(data?.[mediaType]);
  if (mediaType === 'image/svg+xml') {
    // In an image it runs no script.
    return text === '' ? null : `data:${mediaType};charset=utf-8,${encodeURIComponent(text)}`;
  }
  const base64 = text.replace(/\s+/g, '');
  return BASE64.test(base64) ? `data:${mediaType};base64,${base64}` : null;
}

function joined(value: unknown): string {
  return Array.isArray(value) ? value.join('') : typeof value === 'string' ? value : '';
}
