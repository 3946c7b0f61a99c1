import { PathExt } from '@jupyterlab/coreutils';
import React from 'react';
import { revealBidi } from '../../ui/bidi';
import { nextChangeIcon, previousChangeIcon } from '../../ui/icons';
import { IconButton } from '../ChangesHeader';
import { closeOnEscape, closeOnLeaving } from '../dropdown';
import { SideButton } from '../SideButton';
import { choiceLabel } from '../sidewords';
import type { IMergeServices } from './services';
import { VERSIONS } from './sides';
import { leftSentence, sidesSentence, versionWord } from './words';

/** How much is left to decide, ways through it, and *Save merged notebook*. */
export function MergeHeader(services: IMergeServices): React.JSX.Element {
  const { merging, saving, trans } = services;
  const { answer, left } = merging;
  return (
    <>
      <header className="mlc-ChangesHeader" role="toolbar" aria-label={trans.__('Merge')}>
        <strong className="mlc-MergeHeader-left" role="status">
          {answer !== null && leftSentence(left.length, answer.conflicts.length, trans)}
        </strong>
        <span className="mlc-ChangesHeader-summary" title={answer?.path ?? ''}>
          {answer !== null && revealBidi(answer.path)}
        </span>
        <IconButton
          icon={previousChangeIcon}
          label={trans.__('Previous conflict (P)')}
          onClick={() => merging.go(-1)}
        />
        <IconButton
          icon={nextChangeIcon}
          label={trans.__('Next conflict (N)')}
          onClick={() => merging.go(1)}
        />
        {left.length > 0 && <RestMenu {...services} />}
        <button
          type="button"
          className="mlc-Button mlc-mod-primary"
          disabled={answer === null || left.length > 0 || saving.state.kind === 'busy'}
          onClick={() => void saving.save()}
        >
          {trans.__('Save merged notebook')}
        </button>
      </header>
      {merging.isOfConflict ? (
        <p className="mlc-Notice mlc-MergeHeader-sides">
          {answer !== null && sidesSentence(merging.operation, trans)}
        </p>
      ) : (
        <Sides {...services} />
      )}
    </>
  );
}

/** The three versions, each a button to choose another. */
function Sides({ finder, merging, picks, trans }: IMergeServices): React.JSX.Element {
  const { answer, sides } = merging;
  return (
    <div className="mlc-MergeHeader-sides" role="toolbar" aria-label={trans.__('Versions')}>
      {VERSIONS.map(version => {
        const choice = sides[version];
        const info = answer?.[version];
        return (
          <span key={version} className={`mlc-MergeHeader-side mlc-mod-${version}`}>
            <span className="mlc-MergeHeader-word" aria-hidden="true">
              {versionWord(version, trans)}
            </span>
            <SideButton
              name={versionWord(version, trans)}
              label={
                choice?.kind === 'file' && choice.path !== undefined
                  ? PathExt.basename(choice.path)
                  : (info?.title ?? choiceLabel(choice, trans))
              }
              detail={info?.detail ?? ''}
              current={choice}
              finder={finder}
              isOpenAtFirst={picks === version}
              trans={trans}
              onChoose={chosen => merging.choose(version, chosen)}
            />
          </span>
        );
      })}
    </div>
  );
}

function RestMenu({ merging, trans }: IMergeServices): React.JSX.Element {
  const item = (label: string, take: 'ours' | 'theirs'): React.JSX.Element => (
    <button type="button" className="mlc-ExportMenu-item" onClick={() => merging.takeRest(take)}>
      {label}
    </button>
  );
  return (
    <details className="mlc-ShowMenu" onKeyDown={closeOnEscape} onBlur={closeOnLeaving}>
      <summary className="mlc-Button">{trans.__('All that is left')}</summary>
      <div className="mlc-ShowMenu-items" role="group" aria-label={trans.__('All that is left')}>
        {item(trans.__('Take ours for all that is left'), 'ours')}
        {item(trans.__('Take theirs for all that is left'), 'theirs')}
      </div>
    </details>
  );
}
