import { PromiseDelegate } from '@lumino/coreutils';
import { Signal, type ISignal } from '@lumino/signaling';
import { useEffect, useState } from 'react';
import type { Person } from '../core/tokens';

/** What the project's charter says people are to it, by the name or handle that stands there. */
export class Roles {
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Fulfilled once somebody's name is shown: nobody has to know of roles before. */
  get wanted(): Promise<void> {
    return this._wanted.promise;
  }

  want(): void {
    this._wanted.resolve();
  }

  set(told: readonly { readonly person: string; readonly role: string }[]): void {
    const roles = new Map<string, string>();
    for (const { person, role } of told) {
      const key = person.toLowerCase();
      roles.set(key, [roles.get(key), role].filter(Boolean).join(', '));
    }
    this._roles = roles;
    this._changed.emit();
  }

  /** Empty where the charter does not name the person. */
  of({ displayName, username }: Pick<Person, 'displayName' | 'username'>): string {
    const { _roles } = this;
    return _roles.get(displayName.toLowerCase()) ?? _roles.get(username.toLowerCase()) ?? '';
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _wanted = new PromiseDelegate<void>();
  private _roles: ReadonlyMap<string, string> = new Map();
}

/** The roles in the project in view. */
export const roles = new Roles();

/** The role of a person, followed as the charter changes. */
export function useRole(person: Person): string {
  const [, again] = useState(0);
  useEffect(() => {
    const look = (): void => again(count => count + 1);
    roles.changed.connect(look);
    roles.want();
    return () => {
      roles.changed.disconnect(look);
    };
  }, []);
  return roles.of(person);
}
