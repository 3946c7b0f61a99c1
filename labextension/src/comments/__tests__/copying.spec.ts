import { describe, expect, it } from 'vitest';
import { textForChat } from '../copying';
import { anchor, comment, placed, thread } from './samples';

const LINK = 'http://localhost/mlcollab/open/p/thread/t';

describe('a thread for a chat', () => {
  it('quotes what was said, and says where', () => {
    const said = placed(thread('t', { comments: [comment('leaks?\nI think so')] }));
    expect(textForChat(said, 'Train › Split, cell 4', LINK)).toBe(
      `> leaks?\n> I think so\nTrain › Split, cell 4\n${LINK}`
    );
  });

  it('quotes the text it is about, and then what was said', () => {
    const quote = { exact: 'test_size', prefix: '', suffix: '', line: 0, start: 0, end: 9 };
    const said = placed(thread('t', { anchor: anchor({ quote }), comments: [comment('why?')] }));
    expect(textForChat(said, 'Line 1', LINK)).toBe(`> test_size\nBo: why?\nLine 1\n${LINK}`);
  });
});
