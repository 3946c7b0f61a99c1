import { describe, expect, it } from 'vitest';
import type { KnownPerson } from '../../core/tokens';
import { offered } from '../choice';
import { person } from './samples';

const known = (name: string, source: KnownPerson['source']): KnownPerson => ({
  person: person(name),
  handle: name.toLowerCase().replace(/\s/g, '.'),
  role: null,
  source
});
const people = [known('Dee Git', 'git'), known('Ana', 'signed_in'), known('Bo Dam', 'signed_in')];
const names = (typed: string, chosen: string[] = [], me = 'ana'): string[] =>
  offered(people, chosen, me, typed).map(({ person: { displayName } }) => displayName);

describe('people offered', () => {
  it('are neither oneself nor the chosen, those signed in first', () => {
    expect(names('')).toEqual(['Bo Dam', 'Dee Git']);
    expect(names('', ['bo dam'])).toEqual(['Dee Git']);
  });

  it('match the beginning of any word, with or without @', () => {
    expect(names('d')).toEqual(['Bo Dam', 'Dee Git']);
    expect(names('@bo.d')).toEqual(['Bo Dam']);
    expect(names('am')).toEqual([]);
  });
});
