import { Token } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import type { Widget } from '@lumino/widgets';
import type { Client } from 'openapi-fetch';
import type { components, paths } from '../contract/types';

/** The shapes that cross the wire, by the names the server gives them. */
export type Schemas = components['schemas'];
export type Project = Schemas['Project'];
export type Me = Schemas['Me'];
export type Person = Schemas['Person'];
export type KnownPerson = Schemas['KnownPerson'];
export type Change = Schemas['Change'];
export type EditedBy = Schemas['EditedBy'];

/** Calls the server. Every answer goes through `got`, which throws `Refused` with the server's own sentence. */
export interface IApi {
  readonly client: Client<paths>;

  /** Where the API's root is, with a trailing slash. */
  readonly root: string;

  /**
   * @param answer - what a call of `client` promises
   * @returns the data
   * @throws Refused - with code, sentence and status; code `unreachable` and status 0 when no server answered
   */
  got<T>(answer: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T>;
}
export const IApi = new Token<IApi>(
  'jupyter-mlcollab:IApi',
  'Calls the server of jupyter_mlcollab.'
);

/** Which project a path belongs to, and how the server's paths and the project's turn into each other. */
export interface IProjects {
  /**
   * @param serverPath - a file, or a folder with a trailing slash, as JupyterLab names it, without a drive
   * @returns the project that holds it; asked of the server once for each folder
   */
  at(serverPath: string): Promise<Project>;

  /** A server path as the project names it. */
  pathIn(project: Project, serverPath: string): string;

  /** A project's path as JupyterLab names it; null when it lies outside what this server shows. */
  serverPath(project: Project, path: string): string | null;

  /** The project of what is in view; null until known. */
  readonly current: Project | null;
  readonly currentChanged: ISignal<IProjects, Project | null>;

  /** Whether what is said in the project in view also goes to a git remote; who shares it says so. */
  readonly isShared: boolean;
  readonly sharedChanged: ISignal<IProjects, void>;
  setShared(isShared: boolean): void;

  /** Forgets what it knows of projects, after a server said that one is unknown. */
  refresh(): Promise<void>;
}
export const IProjects = new Token<IProjects>(
  'jupyter-mlcollab:IProjects',
  'Finds the project of a path.'
);

/** `live`: pokes arrive; `polling`: no socket, asked every few seconds; `away`: the server does not answer. */
export type Connection = 'live' | 'polling' | 'away';

/** Tells that something happened in a project, without what: fetch it again. One socket for each browser tab. */
export interface IEvents {
  /** Watches a project until disposed. */
  watch(project: Project): IDisposable;

  /** Something happened. `change` is null when so much was missed that everything has to be fetched again. */
  readonly changed: ISignal<IEvents, { project: string; change: Change | null }>;
  readonly connection: Connection;

  /** The server's sentence while it answers but cannot do what it should, as with a full disk; else null. */
  readonly problem: string | null;

  /** Tells the others which file of a watched project the person edits, by its path there; null for none any more. */
  edit(project: Project, path: string | null): void;

  /** Who edits what in a watched project, in tabs other than this one. Not known without a socket. */
  editing(project: Project): readonly EditedBy[];
  readonly editingChanged: ISignal<IEvents, void>;

  /** The connection is another, or `problem` is. */
  readonly connectionChanged: ISignal<IEvents, Connection>;
}
export const IEvents = new Token<IEvents>(
  'jupyter-mlcollab:IEvents',
  'Tells what happens in projects.'
);

/** The person at this browser, and everybody who can be mentioned or asked. */
export interface IPeople {
  me(project: Pick<Project, 'id'>): Promise<Me>;
  readonly meChanged: ISignal<IPeople, Me>;

  /** Asks who the person is where the sign-in does not tell. Resolves at once when that is known; null if they cancel. */
  ensureDeclared(project: Pick<Project, 'id'>): Promise<Me | null>;

  /** Opens the question again: *Commenting as Ana, change*. */
  declareAgain(project: Pick<Project, 'id'>): Promise<Me | null>;

  /** Everybody who can be mentioned or asked, in the server's order; at most half a minute old. */
  list(project: Pick<Project, 'id'>): Promise<KnownPerson[]>;
}
export const IPeople = new Token<IPeople>(
  'jupyter-mlcollab:IPeople',
  'Knows who is at this browser.'
);

/** What a person wrote and the server has not confirmed. */
export interface IOutboxEntry {
  /** The event id, a UUIDv7 made here: the same entry is delivered once, however often it is sent. */
  readonly id: string;

  /** Empty until it is known: see `serverPath`. */
  readonly project: string;

  /** `start-thread`, `reply`, `edit` or `start-look`. */
  readonly operation: Operation;

  /** What it belongs to: the thread id for replies and edits, the project path for new threads and looks. */
  readonly subject: string;

  /** Path parameters beyond the project. */
  readonly parameters: Readonly<Record<string, string>>;

  /** The request's body, its `id` included. */
  readonly body: Readonly<Record<string, unknown>>;

  /** The notebook's project path, empty until it is known; and when it was written, in milliseconds since 1970. */
  readonly path: string;
  readonly createdAt: number;

  /** The notebook as JupyterLab names it, without a drive: where project and path are found out from. */
  readonly serverPath?: string;

  /**
   * `sending`, `waiting` (no server, retried with back-off), `refused` (kept; the person decides) or `held` (the person
   * corrects it; whether the server has it already is not known).
   */
  readonly state: 'sending' | 'waiting' | 'refused' | 'held';

  /** The server's sentence when refused. */
  readonly problem: string | null;
}
export type Operation = 'start-thread' | 'reply' | 'edit' | 'start-look';

/** Keeps what was written until the server confirmed it, through reload and restart, and delivers it once. */
export interface IOutbox {
  /** What is still here, oldest first. */
  readonly entries: readonly IOutboxEntry[];
  readonly changed: ISignal<IOutbox, void>;

  /** The server's answer to an entry, just before the entry is removed. */
  readonly delivered: ISignal<IOutbox, { entry: IOutboxEntry; answer: unknown }>;

  /** Resolves once the entry is stored in the browser, before it is sent. */
  add(entry: Omit<IOutboxEntry, 'createdAt' | 'state' | 'problem'>): Promise<void>;
  retry(id: string): void;

  /**
   * Keeps an entry from being sent while the person corrects it; `retry` lets it go again.
   *
   * @returns null when it is not here any more, since it was delivered or discarded
   */
  hold(id: string): Promise<IOutboxEntry | null>;

  /**
   * Sends a corrected entry in the place of another; resolves once it is stored in the browser.
   *
   * @returns the id it has now
   * @throws Refused - the other was delivered or discarded meanwhile
   */
  replace(
    id: string,
    corrected: Omit<IOutboxEntry, 'createdAt' | 'state' | 'problem'>
  ): Promise<string>;
  discard(id: string): Promise<void>;
}
export const IOutbox = new Token<IOutbox>(
  'jupyter-mlcollab:IOutbox',
  'Keeps what was written until it is delivered.'
);

/** Unsent text, by place, kept in the browser through reload. */
export interface IDrafts {
  /** @param alias - where else to look, for a place whose own key can be another after a reload */
  get(key: string, alias?: string): Promise<string>;

  /** An empty text removes the draft. */
  set(key: string, text: string, alias?: string): Promise<void>;
}
export const IDrafts = new Token<IDrafts>('jupyter-mlcollab:IDrafts', 'Keeps unsent text.');

/** The *Team* panel in the left side bar. */
export interface ITeam {
  /** Adds a section; disposing the result removes it. A lower rank stands higher. */
  addSection(section: Widget, rank: number): IDisposable;

  /** Says whether a section holds something; what the panel is for is told while none does. */
  setFilled(section: Widget, isFilled: boolean): void;

  /** The number on the side bar's icon: what waits for the person. */
  setBadge(count: number): void;

  /** Shows the panel, and the section if given. */
  reveal(section?: Widget): void;
}
export const ITeam = new Token<ITeam>('jupyter-mlcollab:ITeam', 'The Team panel.');
