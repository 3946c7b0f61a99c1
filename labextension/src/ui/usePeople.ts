import { useEffect, useState } from 'react';
import type { IPeople, KnownPerson, Me, Project } from '../core/tokens';

/** What `usePeople` gives until the server has said. */
export const NOBODY_YET: readonly KnownPerson[] = [];

/** Everybody who can be mentioned; nobody until known, and nobody when the server does not say. */
export function usePeople(people: IPeople, project: Project | null): readonly KnownPerson[] {
  const [known, setKnown] = useState(NOBODY_YET);
  useEffect(() => {
    let wanted = true;
    if (project !== null) {
      people.list(project).then(
        list => wanted && setKnown(list),
        () => undefined
      );
    }
    return () => {
      wanted = false;
    };
  }, [people, project]);
  return known;
}

/** Who is at this browser; null until known. */
export function useMe(people: IPeople, project: Project | null): Me | null {
  const [me, setMe] = useState<Me | null>(null);
  useEffect(() => {
    let wanted = true;
    const load = (): void => {
      if (project !== null) {
        people.me(project).then(
          answer => wanted && setMe(answer),
          () => undefined
        );
      }
    };
    load();
    people.meChanged.connect(load);
    return () => {
      wanted = false;
      people.meChanged.disconnect(load);
    };
  }, [people, project]);
  return me;
}
