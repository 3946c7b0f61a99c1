import type { IComments, INotebookThreads } from './tokens';

/** Calls back when another notebook comes into view, and when it becomes known whether one may comment in it. */
export function onRights(comments: IComments, tell: () => void): void {
  let watched: INotebookThreads | null = null;
  let last: boolean | undefined;
  const look = (): void => {
    if (watched?.mayComment !== last) {
      last = watched?.mayComment;
      tell();
    }
  };
  const watch = (): void => {
    watched?.changed.disconnect(look);
    watched = comments.current;
    watched?.changed.connect(look);
    last = watched?.mayComment;
    tell();
  };
  comments.currentChanged.connect(watch);
  watch();
}
