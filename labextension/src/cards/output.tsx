import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ISignal } from '@lumino/signaling';
import React, { lazy, Suspense } from 'react';
import { Empty } from '../ui/Empty';
import { ReactPanel } from '../ui/ReactPanel';
import { Skeleton } from '../ui/Skeleton';
import { ofOutput } from './figures';
import { KeepCard } from './KeepCard';
import { readShown } from './reading';
import { CARD_MIME, type IShownCard } from './tokens';

const CardSheet = lazy(async () => ({ default: (await import('./CardSheet')).CardSheet }));

/** Before HTML, which the same output carries for readers that know no cards. */
const RANK = 45;

type Bundle = Readonly<Record<string, unknown>>;

/** What a card in an output reaches of the project it is in. */
export interface IOutputServices {
  /** Shows a card by its path in the project. */
  open(path: string): void;

  /** The address of a file by its path in the project; null while the project is not known. */
  addressOf(path: string): string | null;

  /**
   * Writes a card that only the output has into the project, as a draft. Null where that cannot be done.
   *
   * @param bundle - what the output holds, as it is
   * @param node - the output on the page
   * @returns the card's path in the project
   */
  readonly keep: ((bundle: Bundle, node: HTMLElement) => Promise<string>) | null;

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
    this._bundle = model.data[CARD_MIME] as unknown as Bundle;
    this._shown = readShown(this._bundle);
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
        {this._drawProblem(shown)}
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

  /** A card without a file is offered to be kept; beside one with a file stands what was wrong with the project. */
  private _drawProblem({ card, path, problem }: IShownCard): React.JSX.Element | null {
    const { keep, open } = this._services;
    if (path === null && keep !== null) {
      return (
        <KeepCard
          // Another run is to be kept by itself.
          key={`${card.id} ${card.execution?.id ?? ''}`}
          problem={problem}
          trans={this._trans}
          keep={() => keep(this._bundle, this.node)}
          open={kept => open(kept)}
        />
      );
    }
    return problem === null ? null : <p className="mlc-CardOutput-problem">{problem}</p>;
  }

  private _bundle: Bundle = {};
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
