import { describe, expect, it } from 'vitest';
import { asCsv, asJson } from '../download';
import type { Entry } from '../entry';

function entry(displayName: string): Entry {
  return {
    seq: 7,
    kind: 'thread.opened',
    id: 'id',
    at: '2026-01-02T03:04:05Z',
    actor: {
      username: 'ana',
      displayName,
      initials: 'A',
      avatarUrl: null,
      color: null,
      verified: false
    },
    entity: 'entity',
    entityKind: 'thread',
    erased: false,
    origin: null,
    role: 'reviewer',
    signedBy: null,
    verified: false
  };
}

describe('CSV', () => {
  it('has a line of names and a line for each entry', () => {
    expect(asCsv([entry('Ana')])).toBe(
      'seq,at,username,name,verified,role,kind,entityKind,entity,origin,erased,id\r\n' +
        '7,2026-01-02T03:04:05Z,ana,Ana,false,reviewer,thread.opened,thread,entity,,false,id\r\n'
    );
  });

  it.each([
    ['Doe, "Ana"', '"Doe, ""Ana"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['@sum(a1,b1)', '"\'@sum(a1,b1)"']
  ])('keeps %j one harmless field', (name, field) => {
    expect(asCsv([entry(name)])).toContain(`,ana,${field},false,`);
  });
});

it('gives JSON back as it was', () => {
  const entries = [entry('Ana'), entry('Bo')];
  expect(JSON.parse(asJson(entries))).toEqual(entries);
});
