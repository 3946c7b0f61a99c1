const HEADING = /^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;

export interface IHeading {
  /** 1 to 6. */
  readonly level: number;
  readonly text: string;
}

/** The ATX headings of a Markdown source, in order; what stands in fenced code is not one. */
export function headingsOf(markdown: string): IHeading[] {
  const headings: IHeading[] = [];
  let fence: string | null = null;
  for (const line of markdown.split(/\r\n|\r|\n/)) {
    const mark = FENCE.exec(line)?.[1];
    if (fence !== null) {
      fence = mark?.startsWith(fence) ? null : fence;
    } else if (mark !== undefined) {
      fence = mark;
    } else {
      const [, hashes = '', text = ''] = HEADING.exec(line) ?? [];
      if (text !== '') {
        headings.push({ level: hashes.length, text });
      }
    }
  }
  return headings;
}

/** The path of headings that is open after all of `headings`, outermost first. */
export function headingPath(headings: Iterable<IHeading>): string[] {
  const path: IHeading[] = [];
  for (const heading of headings) {
    while ((path.at(-1)?.level ?? 0) >= heading.level) {
      path.pop();
    }
    path.push(heading);
  }
  return path.map(heading => heading.text);
}
