/** The command that tells git a conflict is resolved, to be run in the project's folder. */
export function addCommand(path: string): string {
  return `git add -- ${quoted(path)}`;
}

/** A word for a POSIX shell. */
function quoted(word: string): string {
  return /^[\w./@%+,:-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
