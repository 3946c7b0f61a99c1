import type { CardFigure, IShownCard } from './tokens';

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const IMAGE = /^image\/(?:png|jpeg|gif|webp|avif|svg\+xml)$/;

/** Where the browser finds a figure; null when it is none that can be shown. */
export type FindFigure = (
  figure: Pick<CardFigure, 'mediaType' | 'path' | 'sha256'>
) => string | null;

/** Figures that an output carries along. Images alone: an SVG in an image runs no script. */
export function carried({ files }: Pick<IShownCard, 'files'>): FindFigure {
  return ({ path, mediaType }) => {
    const data = Object.hasOwn(files, path) ? (files[path] ?? '').replace(/\s+/g, '') : '';
    return IMAGE.test(mediaType) && BASE64.test(data) ? `data:${mediaType};base64,${data}` : null;
  };
}

/**
 * Figures that lie in the card's folder.
 *
 * @param addressOf - the address of a file by its path; null while that is not known
 */
export function besides(folder: string, addressOf: (path: string) => string | null): FindFigure {
  return ({ path, mediaType, sha256 }) => {
    const inside = pathWithin(folder, path);
    const address = inside !== null && IMAGE.test(mediaType) ? addressOf(inside) : null;
    // The hash makes a figure that was drawn anew another address.
    return address === null ? null : withParameter(address, sha256.slice(0, 12));
  };
}

/** Figures of a card in an output: those it carries along, else those beside its file. */
export function ofOutput(
  shown: Pick<IShownCard, 'files' | 'path'>,
  addressOf: (path: string) => string | null
): FindFigure {
  const inside = carried(shown);
  const folder = shown.path?.split('/').slice(0, -1).join('/');
  const beside = folder === undefined ? (): null => null : besides(folder, addressOf);
  return figure => inside(figure) ?? beside(figure);
}

/** A path below a folder; null when it leads out of it, as a card from elsewhere may try. */
export function pathWithin(folder: string, path: string): string | null {
  const parts = path.split('/');
  const isInside = parts.every(
    part => part !== '' && !part.startsWith('.') && !/[\\\0]/.test(part)
  );
  return isInside ? [...folder.split('/').filter(Boolean), ...parts].join('/') : null;
}

function withParameter(address: string, version: string): string {
  return version === '' ? address : `${address}${address.includes('?') ? '&' : '?'}v=${version}`;
}
