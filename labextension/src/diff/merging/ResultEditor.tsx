import { EditorView } from '@codemirror/view';
import { CodeEditor, type IEditorServices } from '@jupyterlab/codeeditor';
import React, { useEffect, useRef } from 'react';

export interface IResultEditorProps {
  readonly editors: IEditorServices;
  readonly language: string | null;
  readonly label: string;

  /** What stands in it first; later it is the editor's own. */
  readonly text: string;
  onChange(text: string): void;
}

/** JupyterLab's own editor, for the source of a result. */
export function ResultEditor(props: IResultEditorProps): React.JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const { editors, label, language } = props;
  useEffect(() => {
    if (host.current === null) {
      return undefined;
    }
    const { mimeTypeService, factoryService } = editors;
    const mimeType = mimeTypeService.getMimeTypeByLanguage({ name: language ?? '' });
    const model = new CodeEditor.Model({ mimeType });
    model.sharedModel.setSource(latest.current.text);
    const editor = factoryService.newInlineEditor({
      host: host.current,
      model,
      config: { lineNumbers: false, lineWrap: true },
      extensions: [EditorView.contentAttributes.of({ 'aria-label': label })]
    });
    model.sharedModel.changed.connect(() => {
      latest.current.onChange(model.sharedModel.getSource());
    });
    editor.focus();
    return () => {
      editor.dispose();
      model.dispose();
    };
  }, [editors, label, language]);
  return <div className="mlc-ResultEditor" ref={host} />;
}
