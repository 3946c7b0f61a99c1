import { describe, expect, it } from 'vitest';
import { WordMap } from '../wordmap';

function through(drawn: string, source: string, words: string): string | null {
  const start = drawn.indexOf(words);
  const found = new WordMap(drawn, source).toSource({ start, end: start + words.length });
  return found && source.slice(found.start, found.end);
}

describe('WordMap', () => {
  it('finds the source of words with marks, links and full stops', () => {
    const source =
      'We keep the **old** [model](https://example.org/old/model), for now. Then `fit()`.';
    const drawn = 'We keep the old model, for now. Then fit().';
    expect(through(drawn, source, 'keep the old model')).toBe('keep the **old** [model');
    expect(through(drawn, source, 'for now.')).toBe('for now.');
    expect(through(drawn, source, 'fit()')).toBe('fit()');
    expect(through(drawn, source, 'ode')).toBe('ode');
  });

  it('tells the second of two equal sentences from the first', () => {
    const source = '# Plan\n\nAsk **Bo** first.\n\nAsk **Bo** first.\n';
    const drawn = 'Plan\nAsk Bo first.\nAsk Bo first.\n';
    const start = drawn.lastIndexOf('Ask Bo');
    const found = new WordMap(drawn, source).toSource({ start, end: start + 6 });
    expect(found?.start).toBe(source.lastIndexOf('Ask'));
  });

  it('passes over what is not drawn, however long, and over what is drawn from nothing', () => {
    const picture = `![](data:image/png;base64,${'iVBORw0/KGgo+AAAA'.repeat(500)})`;
    const source = `Before it.\n\n${picture}\n\nThe limit is $x^2$ here, and we keep it.\n`;
    const drawn = 'Before it.\nThe limit is xsquared 2 here, and we keep it.';
    expect(through(drawn, source, 'we keep it')).toBe('we keep it');
    expect(through(drawn, source, 'xsquared')).toBeNull();
  });

  it('shows a range of the source where it is drawn, and nothing of what is not', () => {
    const source = 'Read [the *paper*](paper.md) twice.';
    const drawn = 'Read the paper twice.';
    const map = new WordMap(drawn, source);
    const found = map.toDrawn({ start: source.indexOf('the'), end: source.indexOf('](') });
    expect(found && drawn.slice(found.start, found.end)).toBe('the paper');
    const address = source.indexOf('paper.md');
    expect(map.toDrawn({ start: address, end: address + 8 })).toBeNull();
    expect(map.toDrawn({ start: -20, end: -5 })).toBeNull();
  });

  it('gives back the words of every range it has a source for', () => {
    const words = 'auc limit Bo asks the team and then the auc again'.split(' ');
    const drawn = words.join(' ');
    const source = words.map((word, at) => (at % 3 ? word : `**${word}**`)).join('  ');
    const map = new WordMap(drawn, source);
    for (let at = 0, start = 0; at < words.length; start += (words[at]?.length ?? 0) + 1, at += 1) {
      const word = words[at] ?? '';
      const found = map.toSource({ start, end: start + word.length });
      expect(found && source.slice(found.start, found.end)).toBe(word);
      expect(found && map.toDrawn(found)).toEqual({ start, end: start + word.length });
    }
  });
});
