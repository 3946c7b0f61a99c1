import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ISignal } from '@lumino/signaling';
import React, { lazy, Suspense } from 'react';
import { Empty } from '../ui/Empty';
import { ReactPanel } from '../ui/ReactPanel';
import { Skeleton } from '../ui/Skeleton';
import { ofOutput } from './figures';
import { readShown } from './reading';
import { CARD_MIME, type IShownCard } from './tokens';

const CardSheet = lazy(async () => ({ default: (await import('./CardSheet')).CardSheet }));

/** Before HTML, which the same output carries for readers that know no cards. */
const RANK = 45;

/** What a card in an output reaches of the project it is in. */
export interface IOutputServices {
  /** Shows a card by its path in the project. */
  open(path: string): void;

  /** The address of a file by its path in the project; null while the project is not known. */
  addressOf(path: string): string | null;

  /** Emitted when the project is another. */
  readonly projectChanged: readonly ISignal<unknown, unknown>[];
}

/** Shows the cards in a notebook's outputs. It is safe: all of a card is text, and its images run nothing. */
export function cardRenderer(
  trans: TranslationBundle,
  services: IOutputServices
): IRenderMime.IRendererFactory {
  return {
    safe: true,
    mimeTypes: [CARD_MIME],
    defaultRank: RANK,
    createRenderer: options => new CardOutput(options, trans, services)
  };
}

/** A card in an output. What draws it is loaded with the first one. */
class CardOutput extends ReactPanel implements IRenderMime.IRenderer {
  constructor(
    options: IRenderMime.IRendererOptions,
    private readonly _trans: TranslationBundle,
    private readonly _services: IOutputServices
  ) {
    super(() => this._draw(), {
      trans: _trans,
      signals: _services.projectChanged,
      className: 'mlc-CardOutput'
    });
    this._typesetter = options.latexTypesetter ?? null;
  }

  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    this._shown = readShown(model.data[CARD_MIME]);
    this.update();
    await Promise.resolve();
  }

  private _draw(): React.JSX.Element {
    const trans = this._trans;
    const shown = this._shown;
    if (shown === null) {
      return <Empty>{trans.__('This output holds no card that can be read.')}</Empty>;
    }
    return (
      <Suspense fallback={<Skeleton trans={trans} />}>
        {shown.problem !== null && <p className="mlc-CardOutput-problem">{shown.problem}</p>}
        <CardSheet
          card={shown.card}
          status={shown.card.published === null ? 'draft' : 'published'}
          baseline={null}
          figure={ofOutput(shown, path => this._services.addressOf(path))}
          typesetter={this._typesetter}
          trans={trans}
        />
        <OpenLink path={shown.path} trans={trans} open={path => this._services.open(path)} />
      </Suspense>
    );
  }

  private readonly _typesetter: IRenderMime.ILatexTypesetter | null;
  private _shown: IShownCard | null = null;
}

function OpenLink({
  path,
  trans,
  open
}: {
  readonly path: string | null;
  readonly trans: TranslationBundle;
  readonly open: (path: string) => void;
}): React.JSX.Element | null {
  return path === null ? null : (
    <p className="mlc-CardOutput-open">
      <button type="button" className="mlc-Link" title={path} onClick={() => open(path)}>
        {trans.__('Open card')}
      </button>
    </p>
  );
}
