import type { MainAreaWidget } from '@jupyterlab/apputils';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Signal, type ISignal } from '@lumino/signaling';
import type { Entry } from '../anchors/tokens';
import type { ICommentedFile, IFileWords } from '../comments/tokens';
import { entriesOf, type ICardEntries } from './entries';
import type { OpenCard } from './opencard';
import type { Card } from './tokens';

/** The card of a tab, as a file that can be commented. */
export class CommentedCard implements ICommentedFile {
  constructor(
    readonly widget: MainAreaWidget,
    private readonly _context: DocumentRegistry.Context,
    private readonly _open: OpenCard,
    private readonly _trans: TranslationBundle
  ) {
    this.words = {
      here: _trans.__('This card'),
      empty: _trans.__('No comments yet. Point at a part of the card and press +.'),
      comment: _trans.__('Comment on the card')
    };
    _open.changed.connect(this._onCard, this);
    _context.pathChanged.connect(() => this._changed.emit());
    widget.disposed.connect(() => Signal.clearData(this));
    this._onCard();
  }

  readonly words: IFileWords;

  get serverPath(): string {
    return this._context.localPath;
  }

  get entries(): readonly Entry[] | null {
    return this._entries?.all ?? null;
  }

  /** By the parts of the card that was read last; null until then, and where it cannot be read. */
  get parts(): ICardEntries | null {
    return this._card === null ? null : this._entries;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Of a card that cannot be read nothing is there to be commented, and what was said of it can be read. */
  private _onCard(): void {
    const { file, problem } = this._open;
    const card = file?.card ?? null;
    if (card !== null && card !== this._card) {
      this._card = card;
      this._entries = entriesOf(card, this._trans);
      this._changed.emit();
    } else if (card === null && problem !== null && this._entries === null) {
      this._entries = { all: [], of: () => null };
      this._changed.emit();
    }
  }

  private readonly _changed = new Signal<this, void>(this);
  private _card: Card | null = null;
  private _entries: ICardEntries | null = null;
}
