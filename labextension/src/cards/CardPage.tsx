import type { ILatexTypesetter } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import React, { lazy, Suspense, useEffect } from 'react';
import { Failure } from '../ui/Failure';
import { Skeleton } from '../ui/Skeleton';
import type { IFileComments } from '../comments/tokens';
import { CardActions } from './CardActions';
import { CardConflicts } from './CardConflicts';
import type { Cards } from './cards';
import { CardSheet, type ICardSheetProps } from './CardSheet';
import { CommentsOnCard } from './commented';
import type { CommentedCard } from './commentedcard';
import { besides } from './figures';
import type { OpenCard } from './opencard';
import type { CardFile } from './requests';
import { remarksOf } from './words';

const CardForm = lazy(async () => ({ default: (await import('./CardForm')).CardForm }));

export interface ICommentedCard {
  readonly card: CommentedCard;
  readonly comments: IFileComments;
}

export interface ICardPageProps {
  readonly open: OpenCard;
  readonly cards: Cards;

  /** The card as a file with comments, and those; null where nothing knows of comments. */
  readonly commented: ICommentedCard | null;
  readonly typesetter: ILatexTypesetter | null;
  readonly trans: TranslationBundle;

  /** The address of a file by its path as JupyterLab names it. */
  addressOf(serverPath: string): string;
  openAsText(): void;

  /** Shows the notebook that made the card, by its path in the project. */
  openNotebook(path: string): void;

  /** Shows what changed in a notebook since a commit; null where changes are not shown. */
  readonly showChanges: ((path: string, commit: string) => void) | null;
  showFile(): void;

  /** Compares the card with the one it is measured against; both by the paths of their files in the project. */
  compare(baseline: string, card: string): void;

  /** Opens the dialog that publishes the card. */
  publish(open: OpenCard, sheet: Pick<ICardSheetProps, 'baseline' | 'figure' | 'typesetter'>): void;
}

/** A card in the main area, as its file says, and what can be done with it. */
export function CardPage(props: ICardPageProps): React.JSX.Element {
  const { open, cards, trans } = props;
  useEffect(() => {
    cards.start();
    void open.load();
  }, [open, cards]);
  if (open.problem !== null && open.editing === null) {
    return <Unreadable {...props} problem={open.problem} />;
  }
  return open.file === null ? (
    <Skeleton trans={trans} rows={8} />
  ) : (
    <Read {...props} file={open.file} />
  );
}

/** The server's sentence, and a way to mend the file. */
function Unreadable({
  problem,
  open,
  openAsText,
  trans
}: ICardPageProps & { readonly problem: string }): React.JSX.Element {
  return (
    <div className="mlc-CardPage-unreadable">
      <Failure
        title={trans.__('This card cannot be shown')}
        message={problem}
        trans={trans}
        onRetry={() => void open.load()}
      />
      <button type="button" className="mlc-Button" onClick={openAsText}>
        {trans.__('Open as text')}
      </button>
    </div>
  );
}

function Read(props: ICardPageProps & { readonly file: CardFile }): React.JSX.Element {
  const { addressOf, commented, file, open, typesetter, trans } = props;
  const entries = commented?.card.parts ?? null;
  const sheet = {
    baseline: file.baseline,
    figure: besides(open.folder, addressOf),
    typesetter
  };
  if (open.editing !== null) {
    return (
      <Suspense fallback={<Skeleton trans={trans} rows={8} />}>
        <h1 className="mlc-CardPage-edited" dir="auto">
          {file.card.title}
        </h1>
        <CardForm
          editing={open.editing}
          find={sheet.figure}
          trans={trans}
          onClose={() => open.closeForm()}
        />
      </Suspense>
    );
  }
  return (
    <>
      <CardActions {...props} onPublish={() => props.publish(open, sheet)} />
      <CardConflicts file={file} open={open} trans={trans} />
      <CommentsOnCard.Provider
        value={commented && entries && { entries, comments: commented.comments }}
      >
        <CardSheet
          {...sheet}
          card={file.card}
          status={file.standing.status}
          remarks={remarksOf(file.standing, trans)}
          trans={trans}
        />
      </CommentsOnCard.Provider>
    </>
  );
}
