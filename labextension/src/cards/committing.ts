/**
 * What commits a published card, for a terminal in the project's folder. Nothing is committed by ourselves.
 *
 * @param path - of the card's file in the project
 */
export function commitCommand(path: string, title: string): string {
  const folder = quoted(path.slice(0, path.lastIndexOf('/')));
  const subject = title
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
  return `git add -- ${folder} && git commit -m ${quoted(`Publish card: ${subject}`)} -- ${folder}`;
}

/** A word that a shell takes as it is. */
function quoted(word: string): string {
  return /^[\w./][\w./-]*$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
