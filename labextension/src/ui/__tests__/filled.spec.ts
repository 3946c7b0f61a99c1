import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import { expect, it } from 'vitest';
import type { ITeam } from '../../core/tokens';
import { followRows } from '../filled';

it('says whether the list holds something until the section is gone', () => {
  const told: boolean[] = [];
  const team = { setFilled: (_: Widget, isFilled: boolean) => void told.push(isFilled) };
  const list = { rows: null as string[] | null, changed: new Signal<object, void>({}) };
  const section = new Widget();
  followRows(team as unknown as ITeam, section, list);
  const become = (rows: string[] | null): void => {
    list.rows = rows;
    list.changed.emit();
  };
  become(null);
  become(['one']);
  become([]);
  section.dispose();
  become(['two']);
  expect(told).toEqual([false, true, false]);
});
