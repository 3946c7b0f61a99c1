import { expect, it } from 'vitest';
import { followOwnLinks, headingOf, headingsIn, revealFragment, slugOf, textOf } from '../headings';

function page(html: string): HTMLElement {
  const host = document.createElement('div');
  host.innerHTML = `<h1>Not of the text</h1><div class="mlc-PageText">${html}</div>`;
  document.body.replaceChildren(host);
  host.querySelectorAll('h1, h2').forEach(heading => {
    heading.scrollIntoView = () => heading.setAttribute('data-shown', '');
  });
  return host;
}

const HEADING = '<h2>What’s new in v2.0?<a class="jp-InternalAnchorLink" href="#x">¶</a></h2>';

it('names headings as code hosts do, and finds them as JupyterLab does', () => {
  const host = page(`<h1>Plan</h1>${HEADING}`);
  expect(headingsIn(host).map(textOf)).toEqual(['Plan', 'What’s new in v2.0?']);
  expect(slugOf('What’s new in v2.0?')).toBe('whats-new-in-v20');
  for (const fragment of [
    '#whats-new-in-v20',
    "#What's-new-in-v2.0?",
    'What%E2%80%99s-new-in-v2.0?'
  ]) {
    expect(headingOf(host, fragment)?.localName).toBe('h2');
  }
  expect(headingOf(host, '#%')).toBeNull();
});

it('waits until the heading of a link is drawn', async () => {
  const host = page('');
  revealFragment(host, '#plan');
  const drawn = document.createElement('h1');
  drawn.textContent = 'Plan';
  drawn.scrollIntoView = () => undefined;
  host.querySelector('.mlc-PageText')?.append(drawn);
  await Promise.resolve();
  expect(document.activeElement).toBe(drawn);
});

it('follows a link within the page itself, whatever other pages are open', () => {
  const host = page('<h1>Plan</h1><a href="#plan">there</a><a href="#none">nowhere</a>');
  followOwnLinks(host);
  const [there, nowhere] = host.querySelectorAll('a');
  const click = (link?: Element): boolean =>
    link?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })) ?? true;
  expect(click(there)).toBe(false);
  expect(document.activeElement?.textContent).toBe('Plan');
  expect(click(nowhere)).toBe(true);
});
