import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useId, useState, type FormEvent } from 'react';
import { sentenceOf } from '../core/errors';
import type { KnownPerson } from '../core/tokens';
import { PeopleField } from './PeopleField';

/** The server takes at most so many characters in the line. */
const LINE_CHARACTERS = 500;

export interface IAskForLookProps {
  readonly people: readonly KnownPerson[];

  /** The user name of who asks. */
  readonly me: string;

  /** The notebook's name. */
  readonly notebook: string;
  readonly trans: TranslationBundle;

  /** The body of a request that was not sent, to begin with. */
  readonly first?: Readonly<Record<string, unknown>> | undefined;
  onSend(people: string[], line: string): Promise<void>;
  onClose(): void;
}

/** Asks whom to ask for a look, and for one line of what to look at. */
export function AskForLook(props: IAskForLookProps): React.JSX.Element {
  const { people, me, notebook, trans, onClose } = props;
  const { chosen, setChosen, line, setLine, busy, problem, submit } = useAsking(props);
  const title = useId();
  const lineId = useId();
  const nobody = people.every(({ person }) => person.username === me);
  return (
    <form className="mlc-AskForLook" aria-labelledby={title} onSubmit={submit}>
      <h2 id={title} className="mlc-AskForLook-title">
        {trans.__('Ask for a look')}
      </h2>
      <p className="mlc-AskForLook-about">
        {trans.__('%1 stands in their Inbox until they answer or comment.', notebook)}
      </p>
      {nobody && (
        <p className="mlc-AskForLook-about">
          {trans.__('Nobody else is known here yet. People appear once they have signed in.')}
        </p>
      )}
      <PeopleField people={people} chosen={chosen} me={me} trans={trans} onChosen={setChosen} />
      <label htmlFor={lineId}>{trans.__('What should they look at?')}</label>
      <input
        id={lineId}
        type="text"
        className="mlc-AskForLook-line"
        maxLength={LINE_CHARACTERS}
        placeholder={trans.__('Optional: one line')}
        value={line}
        onChange={event => setLine(event.target.value)}
      />
      <div className="mlc-AskForLook-problem" role="alert">
        {problem}
      </div>
      <Actions canAsk={chosen.length > 0 && !busy} trans={trans} onClose={onClose} />
    </form>
  );
}

function Actions({
  canAsk,
  trans,
  onClose
}: Pick<IAskForLookProps, 'trans' | 'onClose'> & { readonly canAsk: boolean }): React.JSX.Element {
  return (
    <div className="mlc-AskForLook-actions">
      <button type="button" className="mlc-Button" onClick={onClose}>
        {trans.__('Cancel')}
      </button>
      <button type="submit" className="mlc-Button mlc-mod-primary" disabled={!canAsk}>
        {trans.__('Ask')}
      </button>
    </div>
  );
}

interface IAsking {
  readonly chosen: string[];
  setChosen(chosen: string[]): void;
  readonly line: string;
  setLine(line: string): void;
  readonly busy: boolean;
  readonly problem: string | null;
  submit(event: FormEvent): void;
}

/** Keeps what was chosen and typed when sending fails. */
function useAsking({ first = {}, onSend, onClose }: IAskForLookProps): IAsking {
  const [chosen, setChosen] = useState<string[]>(
    () => (first.people as string[] | undefined) ?? []
  );
  const [line, setLine] = useState(() => (first.line as string | undefined) ?? '');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await onSend(chosen, line.trim());
      onClose();
    } catch (error) {
      setBusy(false);
      setProblem(sentenceOf(error));
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (chosen.length > 0 && !busy) {
      void send();
    }
  };
  return { chosen, setChosen, line, setLine, busy, problem, submit };
}
