import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useEffect, useRef } from 'react';
import type { IDiffs } from '../diff/tokens';
import { revealBidi } from '../ui/bidi';
import { Failure } from '../ui/Failure';
import { ImagePair } from '../ui/ImagePair';
import { Skeleton } from '../ui/Skeleton';
import { When } from '../ui/When';
import {
  contentOf,
  newsOf,
  type FileAt,
  type FileLook,
  type FileNews,
  type IFileContent
} from './fileat';
import type { FileAtCommit } from './tokens';

const SHORT_HASH = 7;

export interface IFileAtViewProps {
  readonly diffs: IDiffs | null;
  readonly file: FileAt;
  readonly trans: TranslationBundle;

  /** Opens a file as it is now, by its path as JupyterLab names it. */
  open(path: string): void;
}

/** A file as a commit has it, beside how it is saved now. */
export function FileAtView(props: IFileAtViewProps): React.JSX.Element {
  const { file, open, trans } = props;
  const { found, nowPath, problem } = file;
  if (problem !== null) {
    return (
      <div className="mlc-FileAt">
        <Failure message={problem} trans={trans} onRetry={() => void file.load()} />
        {nowPath !== null && (
          <p className="mlc-FileAt-instead">
            <button type="button" className="mlc-Button" onClick={() => open(nowPath)}>
              {trans.__('Open as it is now')}
            </button>
          </p>
        )}
      </div>
    );
  }
  return (
    <div className="mlc-FileAt">
      {found === null ? <Skeleton trans={trans} rows={6} /> : <Found {...props} found={found} />}
    </div>
  );
}

interface IFoundProps extends IFileAtViewProps {
  readonly found: FileAtCommit;
}

function Found(props: IFoundProps): React.JSX.Element {
  const { found, trans } = props;
  const content = contentOf(found);
  return (
    <>
      <Bar {...props} canCompare={content?.kind === 'text' && content.now !== null} />
      {newsOf(found).map(news => (
        <p key={news} className="mlc-Notice">
          {sentence(news, found, trans)}
        </p>
      ))}
      {content?.kind === 'text' && <Texts {...props} {...content} />}
      {content?.kind === 'picture' && <Pictures {...props} {...content} />}
    </>
  );
}

function Bar(props: IFoundProps & { readonly canCompare: boolean }): React.JSX.Element {
  const { canCompare, file, found, open, trans } = props;
  const { nowPath } = file;
  const looks: readonly (readonly [FileLook, string])[] = [
    ['compared', trans.__('Compared with now')],
    ['then', trans.__('As it was')]
  ];
  return (
    <div className="mlc-FileAt-bar">
      <div className="mlc-FileAt-facts">
        <strong>{revealBidi(found.path)}</strong>
        <span title={found.commit}>{trans.__('as of %1', found.commit.slice(0, SHORT_HASH))}</span>
        <span className="mlc-FileAt-commit">
          {revealBidi(found.author)}, <When at={found.at} trans={trans} />
          {found.subject !== '' && <>: {revealBidi(found.subject)}</>}
        </span>
      </div>
      {canCompare &&
        looks.map(([look, label]) => (
          <button
            key={look}
            type="button"
            className="mlc-Button"
            aria-pressed={file.look === look}
            onClick={() => (file.look = look)}
          >
            {label}
          </button>
        ))}
      {nowPath !== null && (
        <button type="button" className="mlc-Button" onClick={() => open(nowPath)}>
          {trans.__('Open as it is now')}
        </button>
      )}
    </div>
  );
}

function sentence(news: FileNews, found: FileAtCommit, trans: TranslationBundle): string {
  switch (news) {
    case 'same':
      return trans.__('Nothing changed since.');
    case 'unseen':
      return trans.__('Nothing changed since that can be seen.');
    case 'gone':
      return trans.__('The file is not there any more.');
    case 'moved':
      return trans.__('Today it is at %1.', revealBidi(found.nowPath ?? ''));
    case 'much':
      return trans.__('Too much changed since for the two to be compared. This is how it was.');
    case 'kind':
      return trans.__('Today it is a file of another kind. This is how it was.');
    case 'now-problem':
      return trans.__('How it is today is not shown. %1', found.now?.problem ?? '');
    case 'then-problem':
      return found.then.problem ?? '';
  }
}

function Texts(props: IFoundProps & IFileContent): React.JSX.Element {
  const { diffs, file, found, now, then } = props;
  const shown = now === null || file.look === 'then' ? then : now;
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const showing =
      host.current &&
      diffs?.showTexts(host.current, then, shown, file.path, found.change ?? undefined);
    return () => showing?.dispose();
  }, [diffs, file, found.change, shown, then]);
  return diffs === null ? (
    <pre className="mlc-FileAt-text">{revealBidi(then)}</pre>
  ) : (
    <div className="mlc-FileAt-text" ref={host} />
  );
}

function Pictures({ file, now, then, trans }: IFoundProps & IFileContent): React.JSX.Element {
  return (
    <div className="mlc-FileAt-pictures">
      <ImagePair
        before={{ label: trans.__('Then'), address: then }}
        after={now === null ? null : { label: trans.__('Now'), address: now }}
        look={file.pictureLook}
        trans={trans}
        onLook={look => (file.pictureLook = look)}
      />
    </div>
  );
}
