import type { ISignal } from '@lumino/signaling';
import type { Widget } from '@lumino/widgets';
import type { ITeam } from '../core/tokens';

/** A list that becomes another; null until it is known. */
export interface IRows {
  readonly rows: readonly unknown[] | null;
  readonly changed: ISignal<unknown, unknown>;
}

/** Tells the *Team* panel, as long as the section is there, whether its list holds something. */
export function followRows(team: ITeam, section: Widget, list: IRows): void {
  const tell = (): void => team.setFilled(section, (list.rows ?? []).length > 0);
  list.changed.connect(tell);
  section.disposed.connect(() => list.changed.disconnect(tell));
}
