import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useId } from 'react';
import { revealBidi } from '../ui/bidi';
import type { IFigureChoice, Making, Offer, OfferedFigure } from './making';
import { MetricChoices } from './MetricChoices';
import { OUTCOMES, outcomeLabel } from './words';

export interface IMakeFormProps {
  readonly making: Making;
  readonly offer: Offer;
  readonly trans: TranslationBundle;

  /** Where the browser finds a figure of the notebook; null when it cannot be shown. */
  picture(figure: OfferedFigure): string | null;
}

/** What the card will hold: words of the person, and what of the notebook they keep. */
export function MakeForm(props: IMakeFormProps): React.JSX.Element {
  return (
    <div className="mlc-Publish-body">
      <Words {...props} />
      <MetricChoices {...props} />
      <Figures {...props} />
      <Params {...props} />
      <Data {...props} />
      <Code {...props} />
    </div>
  );
}

function Words({ making, trans }: IMakeFormProps): React.JSX.Element {
  const [title, outcome] = [useId(), useId()];
  const { words } = making;
  return (
    <section className="mlc-Publish-conclusion">
      <label htmlFor={title}>{trans.__('Title')}</label>
      <input
        id={title}
        type="text"
        className="jp-mod-styled"
        dir="auto"
        autoFocus
        maxLength={200}
        placeholder={trans.__('What was tried, or what you believe')}
        value={words.title}
        onChange={event => making.write({ title: event.target.value })}
      />
      <Text
        label={trans.__('Believed')}
        hint={trans.__('What you expected, and why')}
        text={words.hypothesis}
        onWrite={hypothesis => making.write({ hypothesis })}
      />
      <label htmlFor={outcome}>{trans.__('Outcome')}</label>
      <select
        id={outcome}
        className="jp-mod-styled"
        value={words.outcome ?? ''}
        onChange={event =>
          making.write({ outcome: OUTCOMES.find(name => name === event.target.value) ?? null })
        }
      >
        <option value="">{trans.__('Not known yet')}</option>
        {OUTCOMES.map(name => (
          <option key={name} value={name}>
            {outcomeLabel(name, trans)}
          </option>
        ))}
      </select>
      <Text
        label={trans.__('Conclusion')}
        hint={trans.__('What follows from it. The first paragraph stands at the top.')}
        text={words.conclusion}
        onWrite={conclusion => making.write({ conclusion })}
      />
    </section>
  );
}

function Text({
  label,
  hint,
  text,
  onWrite
}: {
  readonly label: string;
  readonly hint: string;
  readonly text: string;
  onWrite(text: string): void;
}): React.JSX.Element {
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        className="mlc-TextField-area"
        rows={2}
        dir="auto"
        placeholder={hint}
        value={text}
        onChange={event => onWrite(event.target.value)}
      />
    </>
  );
}

function Figures({ making, picture, trans }: IMakeFormProps): React.JSX.Element {
  return (
    <section aria-label={trans.__('Figures')}>
      <h3>{trans.__('Figures')}</h3>
      {making.figures.length === 0 && (
        <p className="mlc-Notice">{trans.__('No output shows a picture.')}</p>
      )}
      <ul className="mlc-Make-figures">
        {making.figures.map((choice, index) => (
          <Figure key={index} {...choice} {...{ index, making, picture, trans }} />
        ))}
      </ul>
    </section>
  );
}

function Figure({
  index,
  making,
  offered,
  isKept,
  caption,
  picture,
  trans
}: Omit<IMakeFormProps, 'offer'> & IFigureChoice & { readonly index: number }): React.JSX.Element {
  const place = trans.__('cell %1', offered.cell + 1);
  const change = (changed: Parameters<Making['chooseFigure']>[1]): void =>
    making.chooseFigure(index, changed);
  return (
    <li>
      <label>
        <input
          type="checkbox"
          checked={isKept}
          aria-label={trans.__('Keep the figure of %1', place)}
          onChange={event => change({ isKept: event.target.checked })}
        />
        <img src={picture(offered) ?? ''} alt={caption || place} loading="lazy" />
      </label>
      <input
        type="text"
        className="jp-mod-styled"
        dir="auto"
        aria-label={trans.__('What the figure of %1 shows', place)}
        placeholder={trans.__('What it shows')}
        maxLength={500}
        value={caption}
        onChange={event => change({ caption: event.target.value, isKept: true })}
      />
      <span className="mlc-Make-place">{place}</span>
    </li>
  );
}

function Params({ making, offer, trans }: IMakeFormProps): React.JSX.Element {
  return (
    <section aria-label={trans.__('Parameters')}>
      <h3>{trans.__('Parameters')}</h3>
      {offer.params.length === 0 ? (
        <p className="mlc-Notice">
          {offer.hasParametersCell
            ? trans.__('The cell tagged “parameters” assigns no plain values.')
            : trans.__('Tag a cell “parameters”, and what it assigns is offered here.')}
        </p>
      ) : (
        <ul className="mlc-Make-list">
          {offer.params.map(({ name, value, cell }) => (
            <li key={name}>
              <label>
                <input
                  type="checkbox"
                  checked={making.keepsParam(name)}
                  onChange={event => making.keepParam(name, event.target.checked)}
                />
                <code>{revealBidi(name)}</code>
                <span className="mlc-Make-value">{revealBidi(String(value))}</span>
              </label>
              <span className="mlc-Make-place">{trans.__('cell %1', cell + 1)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Data({ making, offer, trans }: IMakeFormProps): React.JSX.Element | null {
  return offer.data.length === 0 ? null : (
    <section aria-label={trans.__('Data')}>
      <h3>{trans.__('Data')}</h3>
      <ul className="mlc-Make-list">
        {offer.data.map(({ path, cell }) => (
          <li key={path}>
            <label>
              <input
                type="checkbox"
                checked={making.keepsData(path)}
                onChange={event => making.keepData(path, event.target.checked)}
              />
              <span className="mlc-Make-value">{revealBidi(path)}</span>
            </label>
            <span className="mlc-Make-place">{trans.__('cell %1', cell + 1)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Code({ offer: { changes, commit }, trans }: IMakeFormProps): React.JSX.Element {
  return (
    <p className="mlc-Notice">
      {commit === null
        ? trans.__('The card names the notebook; there is no commit to name.')
        : trans.__('The card names commit %1.', commit.slice(0, 7))}
      {changes !== null && ` ${changes}`}
    </p>
  );
}
