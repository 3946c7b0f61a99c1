import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useEffect, useId, useState } from 'react';
import { DiscardQuestion } from '../ui/DiscardQuestion';
import { Failure } from '../ui/Failure';
import type { Editing } from './editing';
import { fieldsOf, type IField, type Written } from './fields';
import type { FindFigure } from './figures';
import type { CardFigure } from './tokens';

export interface ICardFormProps {
  readonly editing: Editing;
  readonly find: FindFigure;
  readonly trans: TranslationBundle;

  /** The form is done with, saved or given up. */
  onClose(): void;
}

/** What people write on a card, as a form. Escape asks before text is thrown away. */
export function CardForm(props: ICardFormProps): React.JSX.Element {
  const { editing, trans, onClose } = props;
  const [isAsking, setAsking] = useState(false);
  useEffect(() => void editing.restore(), [editing]);
  const leave = (): void => (editing.isDirty ? setAsking(true) : onClose());
  const save = async (): Promise<void> => {
    if (await editing.save()) {
      onClose();
    }
  };
  const discard = (): void => {
    editing.discard();
    onClose();
  };
  return (
    <form
      className="mlc-CardForm"
      aria-label={trans.__('Edit card')}
      data-lm-suppress-shortcuts="true"
      onSubmit={event => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={event => onKey(event, () => void save(), leave)}
    >
      <Fields {...props} />
      <div className="mlc-CardForm-foot">
        {editing.problem !== null && (
          <Failure title={trans.__('Not saved')} message={editing.problem} trans={trans} />
        )}
        {isAsking ? (
          <DiscardQuestion trans={trans} onDiscard={discard} onKeep={() => setAsking(false)} />
        ) : (
          <div className="mlc-CardForm-buttons">
            <button
              type="submit"
              className="mlc-Button mlc-mod-primary"
              disabled={editing.isBusy || !editing.isDirty}
            >
              {editing.isBusy ? trans.__('Saving…') : trans.__('Save')}
            </button>
            <button type="button" className="mlc-Button" onClick={leave}>
              {trans.__('Cancel')}
            </button>
          </div>
        )}
      </div>
    </form>
  );
}

function Fields(props: ICardFormProps): React.JSX.Element {
  const { editing, trans } = props;
  const fields = fieldsOf(trans);
  const later = fields.filter(({ isFirst }) => !isFirst);
  const isModel = editing.text('kind') === 'model';
  return (
    <>
      {fields
        .filter(({ isFirst }) => isFirst)
        .map((field, index) => (
          <Field
            key={field.name}
            field={field}
            editing={editing}
            trans={trans}
            autoFocus={index === 0}
          />
        ))}
      <details open={isModel || later.some(({ name }) => editing.text(name) !== '')}>
        <summary>{trans.__('For models')}</summary>
        {later.map(field => (
          <Field key={field.name} field={field} editing={editing} trans={trans} />
        ))}
      </details>
      <Notes {...props} />
      <Captions {...props} />
    </>
  );
}

/** Each note, and room for another. */
function Notes({ editing, trans }: ICardFormProps): React.JSX.Element {
  const count = editing.notes;
  return (
    <details open={count > 0}>
      <summary>{trans.__('Notes')}</summary>
      {Array.from({ length: count + 1 }, (_, index) => {
        const isNew = index === count;
        const label = isNew ? trans.__('New note') : trans.__('Note %1', index + 1);
        const field = {
          name: `note ${index}`,
          form: 'text',
          label,
          hint: '',
          choices: []
        } as const;
        return <Field key={index} field={field} editing={editing} trans={trans} />;
      })}
    </details>
  );
}

/** What stands beneath each figure. */
function Captions({ editing, find, trans }: ICardFormProps): React.JSX.Element {
  const { figures } = editing;
  return figures.length === 0 ? (
    <></>
  ) : (
    <details open={figures.some(({ path }) => editing.isChanged(`caption ${path}`))}>
      <summary>{trans.__('Captions')}</summary>
      {figures.map((figure, index) => (
        <Caption key={figure.path} {...{ editing, figure, find, index, trans }} />
      ))}
    </details>
  );
}

function Caption({
  editing,
  figure,
  find,
  index,
  trans
}: Pick<ICardFormProps, 'editing' | 'find' | 'trans'> & {
  readonly figure: CardFigure;
  readonly index: number;
}): React.JSX.Element {
  const address = find(figure);
  const label = trans.__('Figure %1', index + 1);
  const field = {
    name: `caption ${figure.path}`,
    form: 'line',
    label,
    hint: '',
    choices: []
  } as const;
  return (
    <div className="mlc-CardForm-caption">
      <Field field={field} editing={editing} trans={trans} />
      {address !== null && <img src={address} alt={figure.alt ?? ''} loading="lazy" />}
    </div>
  );
}

interface IFieldProps extends Pick<ICardFormProps, 'editing' | 'trans'> {
  readonly field: Omit<IField, 'name' | 'isFirst'> & { readonly name: Written };
  readonly autoFocus?: boolean;
}

function Field({ field, editing, trans, autoFocus }: IFieldProps): React.JSX.Element {
  const id = useId();
  const theirs = editing.theirs(field.name);
  const shared = {
    id,
    value: editing.text(field.name),
    autoFocus: autoFocus ?? false,
    onChange: (
      event: React.ChangeEvent<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>
    ) => editing.write(field.name, event.target.value)
  };
  return (
    <div className="mlc-CardForm-field">
      <label htmlFor={id}>{field.label}</label>
      {field.form === 'choice' && (
        <select className="jp-mod-styled" {...shared}>
          {field.choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
      {field.form === 'line' && (
        <input type="text" className="jp-mod-styled" dir="auto" maxLength={200} {...shared} />
      )}
      {(field.form === 'text' || field.form === 'list') && (
        <textarea
          className="mlc-TextField-area"
          dir="auto"
          rows={lines(shared.value)}
          placeholder={field.hint}
          {...shared}
        />
      )}
      {theirs !== null && (
        <Theirs text={theirs} trans={trans} onTake={() => editing.write(field.name, theirs)} />
      )}
    </div>
  );
}

/** What somebody else wrote into the same field since. */
function Theirs({
  text,
  trans,
  onTake
}: {
  readonly text: string;
  readonly trans: TranslationBundle;
  onTake(): void;
}): React.JSX.Element {
  return (
    <div className="mlc-CardForm-theirs" role="status">
      <span>{trans.__('In the file by now:')}</span>
      <span className="mlc-CardForm-theirText" dir="auto">
        {text === '' ? trans.__('nothing') : text}
      </span>
      <button type="button" className="mlc-Link" onClick={onTake}>
        {trans.__('Take this')}
      </button>
    </div>
  );
}

function lines(text: string): number {
  return Math.min(14, Math.max(2, text.split('\n').length + Math.floor(text.length / 90)));
}

function onKey(event: React.KeyboardEvent, save: () => void, leave: () => void): void {
  if (event.key === 'Escape') {
    event.preventDefault();
    event.stopPropagation();
    leave();
  }
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    save();
  }
}
