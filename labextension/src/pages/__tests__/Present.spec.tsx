import React from 'react';
import { expect, it } from 'vitest';
import { draw } from '../../comments/__tests__/drawn';
import { trans } from '../../comments/__tests__/fakes';
import { person as named } from '../../comments/__tests__/samples';
import { Present } from '../FileNews';
import type { IPresent } from '../live';
import type { Presence } from '../presence';

const ANA = named('Ana');

async function marksOf(present: Partial<IPresent>): Promise<string[]> {
  const others = [{ person: ANA, isEditing: true, isBySelf: false, ...present }];
  const node = await draw(<Present presence={{ others } as unknown as Presence} trans={trans} />);
  expect(node.textContent).toContain('is editing');
  return [...node.querySelectorAll('[role="img"]')].map(
    mark => mark.getAttribute('aria-label') ?? ''
  );
}

it('marks a name that nobody vouches for, and says why', async () => {
  const person = { ...ANA, verified: false };
  expect(await marksOf({})).toEqual([]);
  expect(await marksOf({ person })).toEqual(['Signed in by token: this name is not verified']);
  expect(await marksOf({ person, isBySelf: true })).toEqual([
    'Named so by their own browser: this name is not verified'
  ]);
});
