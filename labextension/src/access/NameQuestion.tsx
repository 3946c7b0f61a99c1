import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import React from 'react';

const LONGEST_NAME = 80;

/** Asks who somebody is: see `AskName`. */
export async function askName(
  trans: TranslationBundle,
  suggestion: string,
  problem: string | null
): Promise<string | null> {
  const result = await showDialog({
    title: trans.__('Who are you?'),
    body: new NameQuestion(trans, suggestion, problem),
    buttons: [
      Dialog.cancelButton({ label: trans.__('Cancel') }),
      Dialog.okButton({ label: trans.__('Continue') })
    ],
    focusNodeSelector: '.mlc-NameQuestion-name'
  });
  const name = result.value?.trim() ?? '';
  return result.button.accept && name !== '' ? name : null;
}

class NameQuestion extends ReactWidget implements Dialog.IBodyWidget {
  constructor(
    private readonly trans: TranslationBundle,
    private readonly suggestion: string,
    private readonly problem: string | null
  ) {
    super();
    this.addClass('mlc-NameQuestion');
  }

  getValue(): string {
    return this.node.querySelector('input')?.value ?? '';
  }

  protected override render(): React.JSX.Element {
    const { trans } = this;
    return (
      <>
        <label className="mlc-NameQuestion-label">
          {trans.__('Your name')}
          <input
            className="mlc-NameQuestion-name jp-mod-styled"
            defaultValue={this.suggestion}
            maxLength={LONGEST_NAME}
            autoComplete="name"
            spellCheck={false}
          />
        </label>
        {this.problem !== null && (
          <p className="mlc-Failure" role="alert">
            {this.problem}
          </p>
        )}
        <p className="mlc-NameQuestion-note">
          {trans.__('Others on this server will see this name beside what you write.')}
        </p>
      </>
    );
  }
}
