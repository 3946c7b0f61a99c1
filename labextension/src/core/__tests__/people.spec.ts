import { beforeEach, describe, expect, it } from 'vitest';
import { Refused } from '../errors';
import { People } from '../people';
import type { Me } from '../tokens';
import { apiAnswering } from './answers';

const PROJECT = { id: 'p' };

function me(name: string, declared: boolean): Me {
  const person = { displayName: name, username: '~x', verified: false } as Me['person'];
  return { person, declared, suggestedName: 'Git Name', role: 'commenter', can: [] };
}

function peopleWhoSay(...names: (string | null)[]) {
  const asked: [string, string | null][] = [];
  const api = apiAnswering(({ method, body }) => {
    const name = (body as { name?: string } | undefined)?.name ?? '';
    if (method === 'PUT' && name === '!') {
      throw new Refused('invalid', 'Please give a name.', 422);
    }
    return method === 'PUT' ? me(name, true) : me('Anonymous Io', false);
  });
  const people = new People(api, (suggestion, problem) => {
    asked.push([suggestion, problem]);
    return Promise.resolve(names.shift() ?? null);
  });
  return { people, asked, calls: api.calls };
}

beforeEach(() => localStorage.clear());

describe('who somebody is', () => {
  it('is asked once, however many need it, with git’s name offered', async () => {
    const { people, asked } = peopleWhoSay('Ana');
    const seen: string[] = [];
    people.meChanged.connect((_, { person }) => seen.push(person.displayName));
    const answers = await Promise.all([
      people.ensureDeclared(PROJECT),
      people.ensureDeclared(PROJECT)
    ]);
    expect(answers.map(answer => answer?.person.displayName)).toEqual(['Ana', 'Ana']);
    expect(asked).toEqual([['Git Name', null]]);
    expect(seen).toEqual(['Ana']);
    expect((await people.me(PROJECT)).declared).toBe(true);
  });

  it('is asked again with the server’s sentence when the name will not do', async () => {
    const { people, asked } = peopleWhoSay('!', 'Ana');
    expect((await people.ensureDeclared(PROJECT))?.person.displayName).toBe('Ana');
    expect(asked).toEqual([
      ['Git Name', null],
      ['!', 'Please give a name.']
    ]);
  });

  it('stays open when they cancel, and is asked at the next try', async () => {
    const { people, asked, calls } = peopleWhoSay(null, 'Ana');
    expect(await people.ensureDeclared(PROJECT)).toBeNull();
    expect(calls.filter(({ method }) => method === 'PUT')).toEqual([]);
    expect((await people.ensureDeclared(PROJECT))?.declared).toBe(true);
    expect(asked).toHaveLength(2);
  });

  it('is taken over for a second project of the same browser', async () => {
    const { people, asked } = peopleWhoSay('Ana');
    await people.ensureDeclared(PROJECT);
    const second = await people.ensureDeclared({ id: 'q' });
    expect(second?.person.displayName).toBe('Ana');
    expect(asked).toHaveLength(1);
  });

  it('can be said anew, from what it is', async () => {
    const { people, asked } = peopleWhoSay('Ana', 'Ana López');
    await people.ensureDeclared(PROJECT);
    await people.declareAgain(PROJECT);
    expect(asked.at(-1)).toEqual(['Ana', null]);
    expect((await people.me(PROJECT)).person.displayName).toBe('Ana López');
  });
});
