import React from 'react';
import { Failure } from '../ui/Failure';
import { Segments } from '../ui/Segments';
import { sizeWord } from '../ui/size';
import { ErrorChange } from './ErrorChange';
import { OutputImages } from './OutputImages';
import { OutputLines } from './OutputLines';
import type { FormKind, IOutputForm } from './outputs';
import { RenderedOutput } from './RenderedChange';
import { SandboxPair } from './SandboxPair';
import type { IViewServices } from './services';
import type { Layout } from './shown';
import { TablesChange } from './TableChange';
import { useTexts, type ITexts } from './useTexts';
import { JsonChange } from './JsonChange';

type Services = Pick<IViewServices, 'changes' | 'trans' | 'typesetter'>;

export interface IOutputChangeProps extends Services {
  /** Ways to show it, the best one first. */
  readonly forms: readonly IOutputForm[];

  /** A name for the output in the view, the same as long as it is the same output. */
  readonly place: string;
  readonly layout: Layout;
}

/** What a way to show an output is given. */
export interface IFormProps extends Services {
  readonly form: IOutputForm;
  readonly texts: ITexts;
  readonly place: string;
  readonly layout: Layout;
}

/** One output that differs, in the form that suits it or that the person chose. */
export function OutputChange(props: IOutputChangeProps): React.JSX.Element | null {
  const { forms, place, changes } = props;
  const [best] = forms;
  if (best === undefined) {
    return null;
  }
  const chosen = changes.looks.get(`${place} form`, nameOf(best));
  const form = forms.find(each => nameOf(each) === chosen) ?? best;
  return (
    <>
      {forms.length > 1 && <Forms {...props} form={form} />}
      {form.kind === 'image' && <OutputImages {...form} {...props} />}
      {form.kind === 'other' && <Named {...props} form={form} />}
      {form.kind === 'sandbox' && <SandboxPair {...props} form={form} />}
      {form.kind !== 'image' && form.kind !== 'other' && form.kind !== 'sandbox' && (
        <Loaded {...props} form={form} />
      )}
    </>
  );
}

function nameOf({ kind, mime }: IOutputForm): string {
  return `${kind} ${mime}`;
}

type IChosenProps = IOutputChangeProps & { readonly form: IOutputForm };

/** Which way the output is shown. */
function Forms({ forms, form, place, changes, trans }: IChosenProps): React.JSX.Element {
  return (
    <Segments
      label={trans.__('Shown as')}
      value={nameOf(form)}
      choices={forms.map(each => [nameOf(each), formWord(each, trans)])}
      detail={name => forms.find(each => nameOf(each) === name)?.mime ?? ''}
      onChoose={name => changes.looks.set(`${place} form`, name)}
    />
  );
}

function formWord({ kind, mime }: IOutputForm, trans: Services['trans']): string {
  const words: Record<FormKind, string> = {
    image: trans.__('Image'),
    table: trans.__('Table'),
    error: trans.__('Error'),
    rendered: trans.__('Rendered'),
    values: trans.__('Values'),
    text: mime.startsWith('text/plain') ? trans.__('Text') : trans.__('Source'),
    sandbox: trans.__('Show in sandbox'),
    other: mime
  };
  return words[kind];
}

function Named({ form, trans }: IChosenProps): React.JSX.Element {
  const bytes = (form.new ?? form.old)?.bytes ?? 0;
  return (
    <p className="mlc-ValueChange">
      {trans.__('%1 changed, %2', form.mime, sizeWord(bytes, trans))}
    </p>
  );
}

/** A form that is made of text: a long one is loaded when the person asks for it. */
function Loaded(props: IChosenProps): React.JSX.Element {
  const { form, place, changes, trans } = props;
  const isWanted = changes.looks.get<'yes' | 'no'>(`${place} load`, 'no') === 'yes';
  const { texts, problem } = useTexts(changes, form.old, form.new, isWanted);
  if (texts !== null) {
    return <Drawn {...props} texts={texts} />;
  }
  if (problem !== null) {
    return <Failure message={problem} trans={trans} />;
  }
  return isWanted ? (
    <div className="mlc-CellChange-waiting" role="status" aria-label={trans.__('Loading')} />
  ) : (
    <button
      type="button"
      className="mlc-Link"
      onClick={() => changes.looks.set(`${place} load`, 'yes')}
    >
      {trans.__('Show %1 of text', sizeWord(largestOf(form), trans))}
    </button>
  );
}

function largestOf({ old, new: now }: IOutputForm): number {
  return Math.max(old?.bytes ?? 0, now?.bytes ?? 0);
}

function Drawn(props: IFormProps): React.JSX.Element {
  switch (props.form.kind) {
    case 'table':
      return <TablesChange {...props} />;
    case 'error':
      return <ErrorChange {...props} />;
    case 'rendered':
      return <RenderedOutput {...props} />;
    case 'values':
      return <JsonChange {...props} />;
    default:
      return <OutputLines {...props} />;
  }
}
