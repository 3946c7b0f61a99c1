import type { CardFigure, IShownCard } from './tokens';

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const IMAGE = /^image\/(?:png|jpeg|gif|webp|avif|svg\+xml)$/;

/** Where the browser finds a figure; null when it is none that can be shown. */
export type FindFigure = (figure: CardFigure) => string | null;

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
 * @param addressOf - the address of a file by its path
 */
export function besides(folder: string, addressOf: (path: string) => string): FindFigure {
  return ({ path, mediaType, sha256 }) => {
    const inside = pathWithin(folder, path);
    // The hash makes a figure that was drawn anew another address.
    return inside !== null && IMAGE.test(mediaType)
      ? withParameter(addressOf(inside), sha256.slice(0, 12))
      : null;
  };
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
