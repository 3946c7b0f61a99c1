const PATIENCE_MILLISECONDS = 5000;
const HEADINGS = 'h1, h2, h3, h4, h5, h6';

/** JupyterLab draws an outline of 3,000 headings in 7 s and one of 10,000 in a minute, and the browser stands still. */
const MOST_OUTLINED = 1000;

/** The headings of a page as they are drawn. */
export function headingsIn(host: HTMLElement): readonly HTMLElement[] {
  return [...host.querySelectorAll<HTMLElement>(HEADINGS)].filter(
    heading => heading.closest('.mlc-PageText') !== null
  );
}

/** Those of the headings, from the first, that an outline can hold. */
export function outlined(headings: readonly HTMLElement[]): readonly HTMLElement[] {
  return headings.slice(0, MOST_OUTLINED);
}

/** What a heading says, without the sign that links to it. */
export function textOf(heading: HTMLElement): string {
  const copy = heading.cloneNode(true) as HTMLElement;
  copy.querySelectorAll('.jp-InternalAnchorLink').forEach(anchor => anchor.remove());
  return copy.textContent.trim();
}

/** A heading as links name it, on code hosts as in JupyterLab: small letters, digits, and `-` for blanks. */
export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replace(/ /g, '-');
}

/** The heading that a link names behind its `#`; null when the page has none of that name. */
export function headingOf(host: HTMLElement, fragment: string): HTMLElement | null {
  const wanted = slugOf(decoded(fragment.replace(/^#/, '')));
  return headingsIn(host).find(heading => slugOf(textOf(heading)) === wanted) ?? null;
}

/** Brings a heading into view, and gives it the focus so that the keyboard goes on from there. */
export function reveal(heading: HTMLElement): void {
  heading.tabIndex = -1;
  heading.scrollIntoView({ block: 'start' });
  heading.focus({ preventScroll: true });
}

/** Brings the heading that a link names into view, as soon as it is drawn. */
export function revealFragment(host: HTMLElement, fragment: string): void {
  const look = (): boolean => {
    const heading = headingOf(host, fragment);
    if (heading !== null) {
      reveal(heading);
    }
    return heading !== null;
  };
  if (fragment.replace(/^#/, '') === '' || look()) {
    return;
  }
  const observer = new MutationObserver(() => {
    if (look()) {
      observer.disconnect();
    }
  });
  observer.observe(host, { childList: true, subtree: true });
  window.setTimeout(() => observer.disconnect(), PATIENCE_MILLISECONDS);
}

/** Lets links within a page lead to its own headings, be they named as on a code host. */
export function followOwnLinks(host: HTMLElement): void {
  host.addEventListener(
    'click',
    event => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      const href = link?.getAttribute('href') ?? '';
      const heading = href.startsWith('#') ? headingOf(host, href) : null;
      if (heading !== null) {
        event.preventDefault();
        event.stopPropagation();
        reveal(heading);
      }
    },
    true
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
