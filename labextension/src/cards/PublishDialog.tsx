import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useEffect, useId, useState } from 'react';
import { revealBidi } from '../ui/bidi';
import { copy } from '../ui/clipboard';
import { Failure } from '../ui/Failure';
import { Skeleton } from '../ui/Skeleton';
import { commitCommand } from './committing';
import { CommitWay } from './CommitWay';
import { CardSheet, type ICardSheetProps } from './CardSheet';
import type { Finding, IPublished, Publishing } from './publishing';
import type { Outcome } from './tokens';
import { OUTCOMES, outcomeLabel } from './words';

export interface IPublishDialogProps extends Pick<
  ICardSheetProps,
  'baseline' | 'figure' | 'typesetter'
> {
  readonly publishing: Publishing;
  readonly trans: TranslationBundle;
  openHtml(path: string): void;
  onClose(): void;
}

/** Publishing a card: what the privacy check found, what is still to be said, how it will look, and then the files. */
export function PublishDialog(props: IPublishDialogProps): React.JSX.Element {
  const { publishing, trans, onClose } = props;
  const { published, step } = publishing;
  useEffect(() => {
    void publishing.check();
    return () => publishing.leave();
  }, [publishing]);
  return (
    <div className="mlc-Publish">
      <header>
        <h2>{trans.__('Publish card')}</h2>
        <button type="button" className="mlc-Link" onClick={onClose}>
          {published === null ? trans.__('Cancel') : trans.__('Close')}
        </button>
      </header>
      {published !== null ? (
        <Published {...props} published={published} />
      ) : step === 'checking' ? (
        <Skeleton trans={trans} rows={4} />
      ) : (
        <Asking {...props} />
      )}
    </div>
  );
}

function Asking(props: IPublishDialogProps): React.JSX.Element {
  const { publishing, trans } = props;
  const { conclusion, file, isReady, outcome, problem, scan, step } = publishing;
  const card = { ...file.card, outcome, conclusion: conclusion.trim() === '' ? null : conclusion };
  return (
    <>
      <div className="mlc-Publish-body">
        {scan !== null && <Findings {...props} findings={scan.findings} leftOut={scan.leftOut} />}
        <Conclusion {...props} />
        <section aria-label={trans.__('Preview')}>
          <h3>{trans.__('Preview')}</h3>
          <div className="mlc-Publish-preview">
            <CardSheet {...props} card={card} status="published" />
          </div>
        </section>
      </div>
      <footer>
        {file.conflicts.length > 0 && (
          <Failure
            message={trans.__('A merge left two values. Choose on the page which to keep first.')}
            trans={trans}
          />
        )}
        {problem !== null && (
          <Failure
            title={trans.__('Not published')}
            message={problem}
            trans={trans}
            {...(scan === null ? { onRetry: () => void publishing.check() } : {})}
          />
        )}
        <p className="mlc-Notice">
          {trans.__('Writes files beside card.json. Nothing is committed.')}
        </p>
        <button
          type="button"
          className="mlc-Button mlc-mod-primary"
          disabled={!isReady || step === 'saving'}
          onClick={() => void publishing.publish()}
        >
          {step === 'saving' ? trans.__('Publishing…') : trans.__('Publish')}
        </button>
      </footer>
    </>
  );
}

/** What looks like a secret or like personal data. Each is mended in the file, or let pass for a reason. */
function Findings({
  publishing,
  findings,
  leftOut,
  trans
}: IPublishDialogProps & {
  readonly findings: readonly Finding[];
  readonly leftOut: number;
}): React.JSX.Element {
  if (findings.length === 0) {
    return (
      <p className="mlc-Publish-clean">
        {trans.__('No secrets and no personal data were found in the card.')}
      </p>
    );
  }
  return (
    <section aria-label={trans.__('Privacy check')}>
      <h3>{trans.__('Look at this first')}</h3>
      <ul className="mlc-Publish-findings">
        {findings.map((finding, index) => (
          <li key={index}>
            <strong>{finding.title}</strong>{' '}
            <span className="mlc-Notice">{trans.__('line %1', finding.line + 1)}</span>
            <code>{revealBidi(finding.excerpt)}</code>
            <p>{finding.sentence}</p>
            <input
              type="text"
              className="jp-mod-styled"
              aria-label={trans.__('Why %1 may pass', finding.title)}
              placeholder={trans.__('Mend it in the card, or say why it may pass')}
              value={publishing.reason(finding)}
              onChange={event => publishing.waive(finding, event.target.value)}
            />
          </li>
        ))}
      </ul>
      {leftOut > 0 && <p className="mlc-Notice">{trans.__('%1 more are not listed.', leftOut)}</p>}
    </section>
  );
}

/** How it ended and what follows: asked where the card does not say it yet. */
function Conclusion({ publishing, trans }: IPublishDialogProps): React.JSX.Element {
  const [outcomeId, conclusionId] = [useId(), useId()];
  return (
    <section className="mlc-Publish-conclusion">
      <label htmlFor={outcomeId}>{trans.__('Outcome')}</label>
      <select
        id={outcomeId}
        className="jp-mod-styled"
        value={publishing.outcome ?? ''}
        onChange={event =>
          publishing.say({ outcome: OUTCOMES.find(name => name === event.target.value) ?? null })
        }
      >
        <option value="">{trans.__('Choose how it ended')}</option>
        {OUTCOMES.map((outcome: Outcome) => (
          <option key={outcome} value={outcome}>
            {outcomeLabel(outcome, trans)}
          </option>
        ))}
      </select>
      <label htmlFor={conclusionId}>{trans.__('Conclusion')}</label>
      <textarea
        id={conclusionId}
        className="mlc-TextField-area"
        rows={2}
        dir="auto"
        placeholder={trans.__('What follows from it')}
        value={publishing.conclusion}
        onChange={event => publishing.say({ conclusion: event.target.value })}
      />
    </section>
  );
}

function Published({
  published,
  openHtml,
  trans
}: IPublishDialogProps & { readonly published: IPublished }): React.JSX.Element {
  const { paths, questions } = published;
  return (
    <div className="mlc-Publish-body">
      <p role="status">{trans.__('Published. These files are yours to commit:')}</p>
      <ul className="mlc-Publish-files">
        {paths.map(path => (
          <li key={path}>
            <code>{revealBidi(path)}</code>
          </li>
        ))}
      </ul>
      {questions.length > 0 && (
        <section>
          <h3>{trans.__('Readers of this model would also ask')}</h3>
          <ul>
            {questions.map(question => (
              <li key={question}>{question}</li>
            ))}
          </ul>
        </section>
      )}
      <Ways published={published} openHtml={openHtml} trans={trans} />
    </div>
  );
}

/** Where a published card goes from here. */
function Ways({
  published,
  openHtml,
  trans
}: Pick<IPublishDialogProps, 'openHtml' | 'trans'> & {
  readonly published: IPublished;
}): React.JSX.Element {
  const [isCopied, setCopied] = useState(false);
  const [isCommitting, setCommitting] = useState(false);
  const { file, html, summary } = published;
  return (
    <>
      <div className="mlc-Publish-ways">
        <button
          type="button"
          className="mlc-Button mlc-mod-primary"
          autoFocus
          onClick={() => void copy(summary).then(() => setCopied(true))}
        >
          {isCopied ? trans.__('Copied') : trans.__('Copy summary')}
        </button>
        {html !== null && (
          <button type="button" className="mlc-Button" onClick={() => openHtml(html)}>
            {trans.__('Open HTML')}
          </button>
        )}
        <button
          type="button"
          className="mlc-Button"
          aria-expanded={isCommitting}
          onClick={() => setCommitting(!isCommitting)}
        >
          {trans.__('Commit…')}
        </button>
      </div>
      {isCommitting && (
        <CommitWay command={commitCommand(file.path, file.card.title)} trans={trans} />
      )}
    </>
  );
}
