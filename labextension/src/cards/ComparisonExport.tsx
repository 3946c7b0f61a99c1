import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useRef, useState } from 'react';
import { sentenceOf } from '../core/errors';
import type { Schemas } from '../core/tokens';
import { copy } from '../ui/clipboard';
import { download } from '../ui/download';
import { Failure } from '../ui/Failure';
import { openMenu } from '../ui/menu';

export type ExportForm = Schemas['ComparisonToExport']['form'];
export type Exported = Schemas['ExportedComparison'];

export interface IComparisonExportProps {
  readonly trans: TranslationBundle;

  /** The comparison as one text. Throws `Refused`. */
  exported(form: ExportForm): Promise<Exported>;
}

/** *Export*: the comparison as a file to keep, or as text for a pull request. */
export function ComparisonExport({ exported, trans }: IComparisonExportProps): React.JSX.Element {
  const button = useRef<HTMLButtonElement>(null);
  const [said, setSaid] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const write = (form: ExportForm, keep: (text: Exported) => Promise<string> | string): void => {
    setSaid('');
    exported(form)
      .then(keep)
      .then(
        sentence => {
          setSaid(sentence);
          setProblem(null);
        },
        (error: unknown) => setProblem(sentenceOf(error))
      );
  };
  const save = ({ name, text, mediaType }: Exported): string => {
    download(name, text, mediaType);
    return '';
  };
  const copyText = async ({ text }: Exported): Promise<string> => {
    await copy(text);
    return trans.__('Copied');
  };
  const items = [
    { label: trans.__('CSV file'), run: () => write('csv', save) },
    { label: trans.__('HTML file'), run: () => write('html', save) },
    { label: trans.__('Markdown file'), run: () => write('md', save) },
    { label: trans.__('Copy as Markdown'), run: () => write('md', copyText) }
  ];
  return (
    <>
      <span role="status" className="mlc-Notice">
        {said}
      </span>
      <button
        ref={button}
        type="button"
        className="mlc-Button"
        aria-haspopup="menu"
        aria-expanded={false}
        onClick={() => button.current && openMenu(button.current, items)}
      >
        {trans.__('Export')}
      </button>
      {problem !== null && <Failure message={problem} trans={trans} />}
    </>
  );
}
