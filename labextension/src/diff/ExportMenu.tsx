import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useState } from 'react';
import { sentenceOf } from '../core/errors';
import { copy } from '../ui/clipboard';
import { download } from '../ui/download';
import { Failure } from '../ui/Failure';
import { closeOnEscape, closeOnLeaving } from './dropdown';
import type { Changes } from './model';
import type { Export, ExportForm } from './tokens';

export interface IExportMenuProps {
  readonly changes: Changes;
  readonly trans: TranslationBundle;
}

/** *Export*: the comparison as a file to keep, or as text for a pull request. */
export function ExportMenu(props: IExportMenuProps): React.JSX.Element {
  const { trans } = props;
  const { isBusy, isCopied, problem, start } = useExport(props.changes);
  const [withOutputs, setWithOutputs] = useState(false);
  const item = (label: string, form: ExportForm, keep: Keep = save): React.JSX.Element => (
    <button
      type="button"
      className="mlc-ExportMenu-item"
      aria-disabled={isBusy}
      onClick={() => void start(form, withOutputs, keep)}
    >
      {label}
    </button>
  );
  return (
    <details className="mlc-ShowMenu" onKeyDown={closeOnEscape} onBlur={closeOnLeaving}>
      <summary className="mlc-Button">{trans.__('Export')}</summary>
      <div className="mlc-ShowMenu-items" role="group" aria-label={trans.__('Export')}>
        {item(trans.__('HTML file'), 'html')}
        <label className="mlc-ShowMenu-item mlc-ExportMenu-outputs">
          <input
            type="checkbox"
            checked={withOutputs}
            onChange={() => setWithOutputs(!withOutputs)}
          />
          {trans.__('With outputs')}
        </label>
        {item(trans.__('Markdown summary'), 'markdown')}
        {item(isCopied ? trans.__('Copied') : trans.__('Copy Markdown'), 'markdown', copyText)}
        {item(trans.__('JSON for nbdime'), 'nbdime')}
        {problem !== null && <Failure message={problem} trans={trans} />}
      </div>
    </details>
  );
}

type Keep = (text: Export) => Promise<void> | void;

interface IState {
  readonly isBusy: boolean;
  readonly isCopied: boolean;
  readonly problem: string | null;
}

interface IExporting extends IState {
  start(form: ExportForm, withOutputs: boolean, keep: Keep): Promise<void>;
}

/** Asks for one export at a time, and tells how that went. */
function useExport(changes: Changes): IExporting {
  const [state, setState] = useState<IState>({ isBusy: false, isCopied: false, problem: null });
  return {
    ...state,
    start: async (form, withOutputs, keep) => {
      if (state.isBusy) {
        return;
      }
      setState({ isBusy: true, isCopied: false, problem: null });
      const kept = changes.exported(form, withOutputs).then(keep);
      const problem = await kept.then(() => null, sentenceOf);
      setState({ isBusy: false, isCopied: keep === copyText && problem === null, problem });
    }
  };
}

function save({ name, text, mediaType }: Export): void {
  download(name, text, mediaType);
}

function copyText({ text }: Export): Promise<void> {
  return copy(text);
}
