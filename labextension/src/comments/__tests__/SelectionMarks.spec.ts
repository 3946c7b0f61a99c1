import { EditorView } from '@codemirror/view';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { markField, selectionMarks, setMarks, type IMark } from '../SelectionMarks';

let view: EditorView;
const open = vi.fn();

function edit(doc: string): void {
  view = new EditorView({ doc, extensions: selectionMarks(open), parent: document.body });
}

function mark(start: number, end: number, changes: Partial<IMark> = {}): IMark {
  const quote = view.state.sliceDoc(start, end);
  return { threadId: 'thread', start, end, quote, isOpen: false, ...changes };
}

function show(...marks: IMark[]): void {
  view.dispatch({ effects: setMarks.of(marks) });
}

const type = (from: number, insert: string, to = from): void =>
  view.dispatch({ changes: { from, to, insert } });
const marked = (): string[] =>
  view.state.field(markField).map(({ start, end }) => view.state.sliceDoc(start, end));
const drawn = (): string[] =>
  [...view.dom.querySelectorAll('.mlc-SelectionMark')].map(node => node.textContent);

afterEach(() => {
  view.destroy();
  open.mockClear();
});

describe('the marks of an editor', () => {
  it('are drawn on the text a thread is about', () => {
    edit('a = 1\ntest_size = 0.2\n');
    show(mark(6, 15));
    expect(drawn()).toEqual(['test_size']);
  });

  it('follow what is typed before, within and after, and do not grow at their ends', () => {
    edit('x = f(a)');
    show(mark(4, 8));
    type(0, '# note\n');
    expect(marked()).toEqual(['f(a)']);
    type(13, 'bc');
    expect(marked()).toEqual(['f(bca)']);
    type(view.state.doc.length, ' + 1');
    expect(marked()).toEqual(['f(bca)']);
    type(view.state.field(markField)[0]?.start ?? 0, 'g + ');
    expect(marked()).toEqual(['f(bca)']);
  });

  it('are kept where they were followed to when the server says where it finds them', () => {
    edit('alpha beta');
    show(mark(6, 10));
    type(8, 'XX');
    show(mark(0, 5, { quote: 'beta' }));
    expect(marked()).toEqual(['beXXta']);
  });

  it('go where the server says when only there the quote stands', () => {
    edit('alpha beta');
    const before = mark(6, 10);
    show(before);
    type(0, 'gamma delta beta', 10);
    show({ ...before, start: 12, end: 16 });
    expect(marked()).toEqual(['beta']);
  });

  it('vanish with their thread, and are cut where the text has ended', () => {
    edit('short');
    show(mark(2, 400), mark(90, 99, { threadId: 'beyond' }));
    expect(drawn()).toEqual(['ort']);
    show();
    expect(drawn()).toEqual([]);
  });

  it('are not drawn once nothing is left of the text', () => {
    edit('a = 1');
    show(mark(0, 5));
    type(0, '', 5);
    expect(drawn()).toEqual([]);
  });

  it('open their thread by a click, unless it ends a selection', () => {
    edit('a = 1');
    show(mark(0, 1));
    const click = (): unknown =>
      view.dom
        .querySelector('.mlc-SelectionMark')
        ?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    click();
    expect(open).toHaveBeenCalledWith('thread');
    view.dispatch({ selection: { anchor: 0, head: 1 } });
    click();
    expect(open).toHaveBeenCalledTimes(1);
  });
});
