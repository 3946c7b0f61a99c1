import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import { Refused } from './errors';
import type { IApi, IPeople, KnownPerson, Me, Project } from './tokens';

const LIST_MILLISECONDS = 30_000;
const NAME_KEY = 'mlcollab:name';

type ProjectId = Pick<Project, 'id'>;

/**
 * Asks the person at this browser for their name.
 *
 * @param suggestion - what to offer
 * @param problem - the server's sentence about the last answer, or null
 * @returns the name, or null when they cancel
 */
export type AskName = (suggestion: string, problem: string | null) => Promise<string | null>;

/** Who is at this browser, as far as the server knows or they say. */
export class People implements IPeople {
  constructor(
    private readonly api: IApi,
    private readonly ask: AskName
  ) {}

  get meChanged(): ISignal<this, Me> {
    return this.meChangedSignal;
  }

  me({ id }: ProjectId): Promise<Me> {
    const known = this.mes.get(id);
    if (known !== undefined) {
      return known;
    }
    const params = { path: { project: id } };
    const asked = this.api.got(this.api.client.GET('/projects/{project}/me', { params }));
    this.mes.set(id, asked);
    asked.catch(() => this.mes.delete(id));
    return asked;
  }

  async ensureDeclared(project: ProjectId): Promise<Me | null> {
    const me = await this.me(project);
    if (me.declared) {
      return me;
    }
    const said = nameSaidBefore();
    if (said !== null) {
      return this.declare(project, said);
    }
    return this.askOnce(project, me.suggestedName ?? '');
  }

  async declareAgain(project: ProjectId): Promise<Me | null> {
    const me = await this.me(project);
    return this.askOnce(project, me.declared ? me.person.displayName : (me.suggestedName ?? ''));
  }

  list({ id }: ProjectId): Promise<KnownPerson[]> {
    const known = this.lists.get(id);
    if (known !== undefined && Date.now() - known.at < LIST_MILLISECONDS) {
      return known.people;
    }
    const params = { path: { project: id } };
    const people = this.api
      .got(this.api.client.GET('/projects/{project}/people', { params }))
      .then(answer => answer.people);
    this.lists.set(id, { at: Date.now(), people });
    people.catch(() => this.lists.delete(id));
    return people;
  }

  /** One question at a time, however many places need the answer. */
  private askOnce(project: ProjectId, suggestion: string): Promise<Me | null> {
    this.asking ??= this.askUntilAccepted(project, suggestion).finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  private async askUntilAccepted(project: ProjectId, suggestion: string): Promise<Me | null> {
    let name = await this.ask(suggestion, null);
    while (name !== null) {
      try {
        return await this.declare(project, name);
      } catch (problem) {
        if (!(problem instanceof Refused)) {
          throw problem;
        }
        name = await this.ask(name, problem.message);
      }
    }
    return null;
  }

  private async declare({ id }: ProjectId, name: string): Promise<Me> {
    const params = { path: { project: id } };
    const call = this.api.client.PUT('/projects/{project}/me', { params, body: { name } });
    const me = await this.api.got(call);
    this.mes.set(id, Promise.resolve(me));
    this.lists.delete(id);
    rememberName(me.person.displayName);
    this.meChangedSignal.emit(me);
    return me;
  }

  private readonly mes = new Map<string, Promise<Me>>();
  private readonly lists = new Map<string, { at: number; people: Promise<KnownPerson[]> }>();
  private readonly meChangedSignal = new Signal<this, Me>(this);
  private asking: Promise<Me | null> | null = null;
}

/** Asked once for each browser: a second project takes the name that was said in the first. */
function nameSaidBefore(): string | null {
  try {
    return localStorage.getItem(NAME_KEY);
  } catch {
    // Storage can be blocked; then the question is asked in each project.
    return null;
  }
}

function rememberName(name: string): void {
  try {
    localStorage.setItem(NAME_KEY, name);
  } catch {
    // See above.
  }
}
