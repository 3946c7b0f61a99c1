import React, { useEffect, useRef } from 'react';
import { Composer } from '../ui/Composer';
import { draftPlaceOf } from './draftplace';
import type { IScreenServices } from './screenservices';
import type { IComposing, IThreads } from './tokens';
import { useInView } from './useInView';

/** So long after a composer has opened, JupyterLab may still be busy with the command that opened it. */
const SETTLED_MS = 250;

export interface INewThreadProps {
  readonly threads: IThreads;
  readonly services: IScreenServices;
  readonly composing: IComposing;

  /** It was open before, left the page and came back: nobody asked for it now. */
  readonly isBack?: boolean;

  /** Gives the keyboard back to what it was opened from. */
  onLeave(): void;
}

/** Where a new thread is written. */
export function NewThread({
  threads,
  services,
  composing,
  isBack = false,
  onLeave
}: INewThreadProps): React.JSX.Element {
  const { trans } = services;
  const node = useRef<HTMLDivElement>(null);
  useInView(node, !isBack);
  useEffect(() => keepFocus(node.current), []);
  return (
    <div ref={node} className="mlc-NewThread">
      <div className="mlc-NewThread-about">{composing.about}</div>
      <Composer
        services={services}
        project={threads.project}
        label={trans.__('Comment')}
        placeholder={trans.__('What should the others know?')}
        sendLabel={trans.__('Comment')}
        {...draftPlaceOf(threads.serverPath, composing.target)}
        offerBlocking={true}
        autoFocus={!isBack}
        onSend={(text, blocking) => threads.start(composing.target, text, blocking)}
        onCancel={() => {
          threads.compose(null);
          onLeave();
        }}
      />
    </div>
  );
}

/** JupyterLab gives the keyboard to the active cell a moment after its palette has closed: takes it back. */
function keepFocus(node: HTMLElement | null): () => void {
  const take = ({ target, relatedTarget }: FocusEvent): void => {
    const isCell = relatedTarget instanceof Element && relatedTarget.matches('.jp-Notebook-cell');
    if (isCell && target instanceof HTMLElement) {
      target.focus();
    }
  };
  node?.addEventListener('focusout', take);
  const release = (): void => node?.removeEventListener('focusout', take);
  const timer = setTimeout(release, SETTLED_MS);
  return () => {
    clearTimeout(timer);
    release();
  };
}
