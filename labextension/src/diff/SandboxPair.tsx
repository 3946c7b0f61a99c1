import React from 'react';
import { Failure } from '../ui/Failure';
import type { IOutputChangeProps } from './OutputChange';
import type { IOutputForm } from './outputs';
import { lackOf, sandboxDocument, type Lack } from './sandbox';
import { useTexts } from './useTexts';

type ISandboxPairProps = Omit<IOutputChangeProps, 'forms'> & { readonly form: IOutputForm };

/** An output as it means to be drawn, before and after, each where it reaches neither this page nor the network. */
export function SandboxPair({ form, changes, trans }: ISandboxPairProps): React.JSX.Element {
  const hopeless = lackOf(form.mime, '');
  // It is in sight because the person chose it, so it is loaded without another question.
  const { texts, problem } = useTexts(changes, form.old, form.new, hopeless === null);
  if (hopeless !== null) {
    return <p className="mlc-Notice">{lackSentence(hopeless, trans)}</p>;
  }
  if (problem !== null) {
    return <Failure message={problem} trans={trans} />;
  }
  if (texts === null) {
    return (
      <div className="mlc-CellChange-waiting" role="status" aria-label={trans.__('Loading')} />
    );
  }
  const sides = [
    { label: trans.__('Before'), text: texts.old },
    { label: trans.__('After'), text: texts.new }
  ].flatMap(({ label, text }) => (text === null ? [] : [{ label, text }]));
  const lack = sides.map(({ text }) => lackOf(form.mime, text)).find(each => each !== null) ?? null;
  return (
    <>
      {lack !== null && <p className="mlc-Notice">{lackSentence(lack, trans)}</p>}
      <div className="mlc-SandboxPair">
        {sides.map(({ label, text }) => (
          <figure key={label} className="mlc-SandboxPair-side">
            <figcaption>{label}</figcaption>
            <iframe
              title={trans.__('%1, in the sandbox', label)}
              sandbox="allow-scripts"
              referrerPolicy="no-referrer"
              srcDoc={sandboxDocument(form.mime, text)}
            />
          </figure>
        ))}
      </div>
    </>
  );
}

function lackSentence(lack: Lack, trans: ISandboxPairProps['trans']): string {
  return {
    network: trans.__(
      'This output loads something from the network. The sandbox has none, so it may stay empty.'
    ),
    kernel: trans.__('A widget needs the kernel that made it, and cannot be drawn here.'),
    plotly: trans.__(
      'This chart needs the Plotly library, which is not part of the output, and cannot be drawn here.'
    ),
    vega: trans.__(
      'This chart needs the Vega library, which is not part of the output, and cannot be drawn here.'
    ),
    unknown: trans.__('This output needs an extension of its own, and cannot be drawn here.')
  }[lack];
}
