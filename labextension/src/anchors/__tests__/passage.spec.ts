import { describe, expect, it } from 'vitest';
import { textTarget } from '../passage';

const PAGE = '# Plan\n\nAsk Bo about the limits.\n\n## Next\n\nAsk Bo about the team.\n';

describe('textTarget', () => {
  it('sends the words with what is around them, and the headings above', () => {
    const start = PAGE.lastIndexOf('Ask Bo');
    const { passage, end } = textTarget(PAGE, start, start + 6);
    expect(passage.text.slice(start - passage.offset, end - passage.offset)).toBe('Ask Bo');
    expect(passage.headings).toEqual(['Plan', 'Next']);
  });

  it('says how much another place with the same words shares, and that there is none', () => {
    const start = PAGE.lastIndexOf('Ask Bo');
    expect(textTarget(PAGE, start, start + 6).passage.rival).toBe('\n\n about the '.length);
    const team = PAGE.indexOf('team');
    expect(textTarget(PAGE, team, team + 4).passage.rival).toBeNull();
  });

  it('sends whole lines of a long page, and where they begin', () => {
    const lines = Array.from({ length: 300 }, (_, at) => `Line ${at} of a long page.`).join('\n');
    const start = lines.indexOf('Line 150 ');
    const { passage } = textTarget(lines, start, start + 8);
    expect(lines.slice(passage.offset, passage.offset + passage.text.length)).toBe(passage.text);
    expect(lines.slice(0, passage.offset).split('\n').length - 1).toBe(passage.line);
    expect(passage.text.startsWith('Line ')).toBe(true);
    expect(passage.text.length).toBeLessThan(2100);
  });

  it('means the beginning of a long selection, and halves no character', () => {
    const text = 'a'.repeat(3999) + '𝄞'.repeat(3000);
    const { end, passage } = textTarget(text, 0, text.length);
    expect(end).toBe(3999);
    expect(passage.text).not.toContain('\ufffd');
  });
});
