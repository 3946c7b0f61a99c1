import { describe, expect, it } from 'vitest';
import { headingPath, headingsOf } from '../headings';

describe('headings', () => {
  it('are found with their level, without closing hashes', () => {
    expect(headingsOf('# Train\n\ntext\n   ### Split ##\n#tag\n####### seven\n    # code')).toEqual(
      [
        { level: 1, text: 'Train' },
        { level: 3, text: 'Split' }
      ]
    );
  });

  it('are not looked for in fenced code, whose fence only its like closes', () => {
    const source = '```python\n# a comment\n~~~\n# another\n````\n# Real\n~~~\n# still code';
    expect(headingsOf(source).map(heading => heading.text)).toEqual(['Real']);
  });

  it('make a path: a heading closes those of its level and below', () => {
    const of = (...levels: number[]) =>
      headingPath(levels.map((level, index) => ({ level, text: `${level}.${index}` })));
    expect(of(1, 2, 3, 2)).toEqual(['1.0', '2.3']);
    expect(of(3, 1)).toEqual(['1.1']);
    expect(of()).toEqual([]);
  });
});
