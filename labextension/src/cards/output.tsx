import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { TranslationBundle } from '@jupyterlab/translation';
import React, { lazy, Suspense } from 'react';
import { Empty } from '../ui/Empty';
import { ReactPanel } from '../ui/ReactPanel';
import { Skeleton } from '../ui/Skeleton';
import { carried } from './figures';
import { readShown } from './reading';
import { CARD_MIME, type IShownCard } from './tokens';

const CardSheet = lazy(async () => ({ default: (await import('./CardSheet')).CardSheet }));

/** Before HTML, which the same output carries for readers that know no cards. */
const RANK = 45;

/**
 * Shows the cards in a notebook's outputs. It is safe: all of a card is text, and its images run nothing.
 *
 * @param open - shows a card by its path in the project
 */
export function cardRenderer(
  trans: TranslationBundle,
  open: (path: string) => void
): IRenderMime.IRendererFactory {
  return {
    safe: true,
    mimeTypes: [CARD_MIME],
    defaultRank: RANK,
    createRenderer: options => new CardOutput(options, trans, open)
  };
}

/** A card in an output. What draws it is loaded with the first one. */
class CardOutput extends ReactPanel implements IRenderMime.IRenderer {
  constructor(
    options: IRenderMime.IRendererOptions,
    trans: TranslationBundle,
    open: (path: string) => void
  ) {
    super(() => this._draw(), { trans, className: 'mlc-CardOutput' });
    this._trans = trans;
    this._open = open;
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
          figure={carried(shown)}
          typesetter={this._typesetter}
          trans={trans}
        />
        <OpenLink path={shown.path} trans={trans} open={this._open} />
      </Suspense>
    );
  }

  private readonly _trans: TranslationBundle;
  private readonly _open: (path: string) => void;
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
