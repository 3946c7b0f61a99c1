import { expect, it } from 'vitest';
import { Roles } from '../roles';

it('knows people by name or handle, with all their roles', () => {
  const roles = new Roles();
  roles.set([
    { person: 'Ana López', role: 'Owner' },
    { person: 'ana lópez', role: 'Decides' },
    { person: 'bo', role: 'Consulted' }
  ]);
  expect(roles.of({ displayName: 'Ana López', username: 'ana' })).toBe('Owner, Decides');
  expect(roles.of({ displayName: 'Bo Chen', username: 'bo' })).toBe('Consulted');
  expect(roles.of({ displayName: 'Chidi', username: 'chidi' })).toBe('');
  roles.set([]);
  expect(roles.of({ displayName: 'Bo Chen', username: 'bo' })).toBe('');
});
