import { describe, expect, it } from 'vitest';
import { Refused } from '../errors';
import { newId } from '../ids';
import { settled, unreachable } from './answers';
import { house, projects, reply, texts, type Added } from './outboxhouse';

describe('a correction', () => {
  const added = (): Added => ({ ...reply('bad'), serverPath: 'a.ipynb' });

  it('of what was refused goes under an id of its own, once, and nothing is left', async () => {
    const place = house(({ body }) => {
      if ((body as { body: string }).body === 'bad') {
        throw new Refused('invalid', 'No.', 422);
      }
      return {};
    });
    const box = place.outbox();
    const entry = added();
    await box.add(entry);
    await settled();
    await box.replace(entry.id, { ...entry, body: { ...entry.body, body: 'good' } });
    await settled();
    expect(texts(place.calls)).toEqual(['bad', 'good']);
    expect((place.calls[1]?.body as { id: string }).id).not.toBe(entry.id);
    expect(box.entries).toEqual([]);
    const after = place.outbox();
    await settled();
    expect(after.entries).toEqual([]);
  });

  it('of what the server may have taken keeps its id, and says so when it had', async () => {
    const { outbox, calls, events } = house((_, count) => {
      throw count === 1 ? unreachable() : new Refused('conflict', 'This id was used.', 409);
    });
    const box = outbox();
    await settled();
    const entry = added();
    await box.add(entry);
    await settled();
    expect(await box.hold(entry.id)).toMatchObject({ state: 'held' });
    events.comeBack();
    await settled();
    expect(calls).toHaveLength(1);
    expect(await box.replace(entry.id, { ...entry, body: { body: 'good' } })).toBe(entry.id);
    await settled();
    expect(calls.map(({ body }) => (body as { id: string }).id)).toEqual([entry.id, entry.id]);
    expect(box.entries).toMatchObject([{ state: 'refused', body: { body: 'good' } }]);
    expect(box.entries[0]?.problem).toMatch(/had arrived/);
  });

  it('that is given up lets the first text go', async () => {
    let away = true;
    const { outbox, calls } = house(() => {
      if (away) {
        throw unreachable();
      }
      return {};
    });
    const box = outbox();
    await settled();
    const entry = added();
    await box.add(entry);
    await settled();
    await box.hold(entry.id);
    away = false;
    box.retry(entry.id);
    await settled();
    expect(texts(calls)).toEqual(['bad', 'bad']);
    expect(box.entries).toEqual([]);
  });

  it('of what is gone is refused, so that the text stays in the composer', async () => {
    const { outbox } = house(() => ({}));
    const box = outbox();
    const entry = added();
    await box.add(entry);
    await settled();
    expect(await box.hold(entry.id)).toBeNull();
    await expect(box.replace(entry.id, entry)).rejects.toThrow(/meanwhile/);
  });
});

describe('what was written before its project was known', () => {
  const unaddressed = (): Added => {
    const id = newId();
    const body = { id, path: '', body: 'early' };
    const nowhere = { project: '', path: '', subject: 'a.ipynb', serverPath: 'a.ipynb' };
    return { id, operation: 'start-thread', parameters: {}, body, ...nowhere };
  };

  it('is kept, and sent once the project can be found', async () => {
    const place = house(() => ({}));
    const { at } = projects;
    projects.at = () => Promise.reject(unreachable());
    const before = place.outbox();
    await before.add(unaddressed());
    await settled();
    expect(before.entries).toMatchObject([{ state: 'waiting', project: '', body: { path: '' } }]);
    projects.at = at;
    const after = place.outbox();
    await settled();
    expect(after.entries).toEqual([]);
    expect(place.calls).toMatchObject([
      { parameters: { project: 'p' }, body: { path: 'a.ipynb', body: 'early' } }
    ]);
  });

  it('follows a rename, also when its project was known', async () => {
    let away = true;
    const place = house(() => {
      if (away) {
        throw unreachable();
      }
      return {};
    });
    const box = place.outbox();
    await box.add({ ...unaddressed(), project: 'p', path: 'a.ipynb' });
    await settled();
    await box.follow('a.ipynb', 'b/a.ipynb');
    expect(box.entries).toMatchObject([{ serverPath: 'b/a.ipynb' }]);
    away = false;
    place.events.comeBack();
    await settled();
    expect(place.calls.at(-1)?.body).toMatchObject({ path: 'b/a.ipynb' });
    expect(box.entries).toEqual([]);
  });
});
