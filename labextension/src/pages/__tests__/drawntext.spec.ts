import { describe, expect, it } from 'vitest';
import { DrawnText } from '../drawntext';

function page(html: string): HTMLElement {
  const root = document.createElement('div');
  root.innerHTML = html;
  document.body.replaceChildren(root);
  return root;
}

function marked(root: HTMLElement): [string, string | undefined][] {
  const marks = [...root.querySelectorAll<HTMLElement>('.mlc-SelectionMark')];
  return marks.map(mark => [mark.textContent, mark.dataset.mlcThread]);
}

describe('DrawnText', () => {
  it('reads blocks apart and leaves out what is not of the text', () => {
    const text = new DrawnText(
      page('<h1>Plan<a class="jp-InternalAnchorLink">¶</a></h1><ul><li>one</li><li>two</li></ul>')
    );
    expect(text.text).toBe('Plan\none\ntwo');
  });

  it('marks parts across elements, and takes the marks away again', () => {
    const root = page('<p>Keep the <b>old</b> model.</p>');
    const before = root.innerHTML;
    const text = new DrawnText(root);
    text.mark([{ start: 5, end: 18, threadId: 'a', isOpen: false }]);
    expect(marked(root)).toEqual([
      ['the ', 'a'],
      ['old', 'a'],
      [' model', 'a']
    ]);
    expect(text.text).toBe('Keep the old model.');
    text.mark([]);
    expect(root.innerHTML).toBe(before);
  });

  it('shows the open one of two that overlap', () => {
    const root = page('<p>Keep the old model.</p>');
    new DrawnText(root).mark([
      { start: 0, end: 12, threadId: 'a', isOpen: true },
      { start: 9, end: 18, threadId: 'b', isOpen: false }
    ]);
    expect(marked(root)).toEqual([
      ['Keep the ', 'a'],
      ['old', 'a'],
      [' model', 'b']
    ]);
  });

  it('says what is selected of what was drawn anew since', () => {
    const root = page('<p>Keep it.</p>');
    const text = new DrawnText(root);
    root.innerHTML = '<h1>Plan</h1><p>Keep the old one.</p>';
    const kept = root.querySelector('p')?.firstChild ?? root;
    document.getSelection()?.setBaseAndExtent(kept, 5, kept, 8);
    const selection = document.getSelection();
    expect(selection && text.selected(selection)).toEqual({ start: 10, end: 13 });
    expect(text.text.slice(10, 13)).toBe('the');
  });

  it('says what is selected, and in which block a position is', () => {
    const root = page('<p>Keep it.</p><table><tr><td>auc</td><td>0.87</td></tr></table>');
    const text = new DrawnText(root);
    const [first, last] = [root.querySelector('p'), root.querySelector('td')];
    const selection = document.getSelection();
    if (!first?.firstChild || !last?.firstChild || selection === null) {
      throw new Error('nothing is drawn');
    }
    selection.setBaseAndExtent(first.firstChild, 5, last.firstChild, 3);
    const range = text.selected(selection);
    expect(range && text.text.slice(range.start, range.end)).toBe('it.\nauc');
    expect(text.blockAt(text.text.indexOf('0.87'))?.tagName).toBe('TABLE');
    selection.removeAllRanges();
    expect(text.selected(selection)).toBeNull();
  });
});
