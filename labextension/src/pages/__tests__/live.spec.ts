import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import {
  Awareness,
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
  removeAwarenessStates
} from 'y-protocols/awareness';
import { applyUpdate, Doc } from 'yjs';
import { LivePeople, STILL_MILLISECONDS } from '../live';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A browser of somebody, which tells another one what its person does. */
function browser(username: string, told?: Awareness): Awareness {
  const awareness = new Awareness(new Doc());
  awareness.setLocalStateField('user', { username, display_name: `${username} L.`, initials: 'L' });
  if (told !== undefined) {
    const tell = (): void =>
      applyAwarenessUpdate(told, encodeAwarenessUpdate(awareness, [awareness.clientID]), null);
    awareness.on('change', tell);
    tell();
  }
  return awareness;
}

/** Whom a browser shows, and how often it did so anew. */
function shownBy(awareness: Awareness): { count: number; people: () => string[] } {
  const live = new LivePeople(awareness);
  const shown = {
    count: 0,
    people: () =>
      live.all.map(({ isEditing, person }) => `${person.displayName}${isEditing ? ' edits' : ''}`)
  };
  live.changed.connect(() => (shown.count += 1));
  return shown;
}

it('says who else has the page open, and edits it as long as their cursor is moved', () => {
  const ana = browser('ana');
  const shown = shownBy(ana);
  expect(shown.people()).toEqual([]);
  const bo = browser('bo', ana);
  expect(shown.people()).toEqual(['bo L.']);
  bo.setLocalStateField('cursors', [{ head: 1 }]);
  expect(shown.people()).toEqual(['bo L. edits']);
  vi.advanceTimersByTime(STILL_MILLISECONDS);
  expect(shown.people()).toEqual(['bo L.']);
  removeAwarenessStates(ana, [bo.clientID], null);
  expect(shown.people()).toEqual([]);
});

it('vouches for nobody, whatever their browser says of them', () => {
  const ana = browser('ana');
  const bo = browser('bo', ana);
  bo.setLocalStateField('user', { username: 'bo', verified: true });
  const live = new LivePeople(ana);
  expect(live.all).toMatchObject([{ person: { username: 'bo', verified: false }, isBySelf: true }]);
  live.dispose();
});

it('is silent while somebody goes on typing', () => {
  const ana = browser('ana');
  const bo = browser('bo', ana);
  const shown = shownBy(ana);
  for (let at = 0; at < 100; at += 1) {
    bo.setLocalStateField('cursors', [{ head: at }]);
    vi.advanceTimersByTime(1000);
  }
  expect(shown.people()).toEqual(['bo L. edits']);
  expect(shown.count).toBe(1);
});

it('names everybody once, and neither the person here nor who has no name', () => {
  const ana = browser('ana');
  browser('bo', ana);
  browser('ana', ana);
  browser('', ana);
  const shown = shownBy(ana);
  browser('bo', ana).setLocalStateField('cursors', [{ head: 1 }]);
  expect(shown.people()).toEqual(['bo L. edits']);
});

it('says so too where the cursor stays before the same letter', () => {
  const ana = browser('ana');
  const bo = browser('bo', ana);
  const shown = shownBy(ana);
  bo.doc.on('update', (update: Uint8Array) => applyUpdate(ana.doc, update));
  ana.doc.getText('source').insert(0, 'Mine.');
  expect(shown.people()).toEqual(['bo L.']);
  bo.doc.getText('source').insert(0, 'Theirs.');
  expect(shown.people()).toEqual(['bo L. edits']);
});

it('does not take a cursor that stood there before for editing', () => {
  const ana = browser('ana');
  browser('bo', ana).setLocalStateField('cursors', [{ head: 1 }]);
  expect(shownBy(ana).people()).toEqual(['bo L.']);
});
