/** What of a page's text is drawn and ticked. The server reads front matter and tasks by the same rules. */

const FENCE = /^---[ \t]*(?:\r\n|\r|\n|$)/;
const END = /(?:^|(?<=[\r\n]))(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|$)/;
const LINE_END = /\r\n|\r|\n/;
const CODE_FENCE = /^ {0,3}(`{3,}|~{3,})/;
const TASK = /^(\s*(?:[-*+]|\d{1,9}[.)])[ \t]+\[)([ xX])(\][ \t]+.*)$/;

/** JupyterLab needs 2 s to draw 10,000 lines, and half a minute for 40,000, in which the browser stands still. */
const MOST_LINES = 10_000;

/** As many bytes are the server's limit. */
const MOST_CHARACTERS = 5 * 1024 * 1024;

/** Whether a text is longer than what is drawn without being asked for. */
export function isLong(body: string): boolean {
  let lines = 0;
  for (
    let at = body.indexOf('\n');
    at >= 0 && lines <= MOST_LINES;
    at = body.indexOf('\n', at + 1)
  ) {
    lines += 1;
  }
  return lines > MOST_LINES || body.length > MOST_CHARACTERS;
}

/** A page's text without its front matter, and where that begins, in UTF-16 code units. */
export function bodyOf(text: string): { readonly body: string; readonly start: number } {
  const mark = text.startsWith('\ufeff') ? 1 : 0;
  const opening = FENCE.exec(text.slice(mark));
  if (opening !== null) {
    const from = mark + opening[0].length;
    const closing = END.exec(text.slice(from));
    if (closing !== null) {
      const start = from + closing.index + closing[0].length;
      return { body: text.slice(start), start };
    }
  }
  return { body: text.slice(mark), start: mark };
}

/** Where the mark of a checklist's item stands, in UTF-16 code units of the page's text, and whether it is ticked. */
export interface ITask {
  readonly offset: number;
  readonly done: boolean;
}

/** The items of checklists in a page, in order, outside fenced code. */
export function tasksOf(text: string): readonly ITask[] {
  const { body, start } = bodyOf(text);
  const found: ITask[] = [];
  let fence = '';
  let at = start;
  for (const line of body.split(/(\r\n|\r|\n)/)) {
    if (!LINE_END.test(line)) {
      fence = fenceAfter(fence, line);
      const task = fence === '' ? TASK.exec(line) : null;
      if (task !== null) {
        found.push({ offset: at + (task[1]?.length ?? 0), done: task[2] !== ' ' });
      }
    }
    at += line.length;
  }
  return found;
}

/** The open fence of code after a line; empty outside of one. */
function fenceAfter(fence: string, line: string): string {
  const found = CODE_FENCE.exec(line)?.[1] ?? '';
  if (fence === '') {
    return found;
  }
  const rest = line.trim().slice(found.length).trim();
  const closes = found !== '' && found.startsWith(fence);
  return closes && rest === '' ? '' : fence;
}

/** Whether a place in a page, in UTF-16 code units, is one where Markdown is written: no front matter, no code. */
export function isProse(text: string, at: number): boolean {
  const { start } = bodyOf(text);
  if (at < start) {
    return false;
  }
  const lines = text.slice(start, at).split(LINE_END);
  const line = lines.pop() ?? '';
  const fence = lines.reduce(fenceAfter, '');
  return fence === '' && fenceAfter('', line) === '' && !endsInCode(line);
}

/** Whether a run of backticks is open at the end of a line. */
function endsInCode(line: string): boolean {
  let open = '';
  for (const [ticks] of line.matchAll(/`+/g)) {
    if (open === '') {
      open = ticks;
    } else if (open === ticks) {
      open = '';
    }
  }
  return open !== '';
}
