import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useRef, useState } from 'react';
import type { IDrafts, IPeople, Project } from '../core/tokens';
import { ComposerActions } from './ComposerActions';
import { Failure } from './Failure';
import { Markdown } from './Markdown';
import { TextField } from './TextField';
import type { IDraft } from './useDraft';
import { useDraft } from './useDraft';
import { usePeople } from './usePeople';
import type { ILeaving, ISending } from './useWriting';
import { useLeaving, useSending } from './useWriting';

/** What every composer needs, the same for all of them. */
export interface IComposerServices {
  readonly people: IPeople;
  readonly drafts: IDrafts;
  readonly typesetter: IRenderMime.ILatexTypesetter | null;
  readonly trans: TranslationBundle;
}

export interface IComposerProps {
  readonly services: IComposerServices;
  readonly project: Project | null;

  /** The text field's name for screen readers, such as "Reply". */
  readonly label: string;
  readonly placeholder?: string;

  /** What the button that sends says. */
  readonly sendLabel: string;

  /** Where unsent text is kept, such as `reply:<thread id>`; null keeps none. */
  readonly draftKey: string | null;

  /** See `IDrafts.get`. */
  readonly draftAlias?: string;

  /** The text that is edited. */
  readonly initialText?: string;

  /** The text can be sent as it is, as when it could not be sent before. */
  readonly sendUnchanged?: boolean;

  /** Shows the *Blocking* box. */
  readonly offerBlocking?: boolean;
  readonly initialBlocking?: boolean;

  /** One line until it is entered or holds text. */
  readonly compact?: boolean;
  readonly autoFocus?: boolean;

  /** What is thrown is shown beneath, and the text stays. */
  onSend(text: string, blocking: boolean): Promise<void>;

  /** The person is done without sending. The draft is gone if they threw it away. */
  onCancel?(): void;
}

/** Where a person writes: text with mentions, a preview, and what to do with it. */
export function Composer(props: IComposerProps): React.JSX.Element {
  const { services, initialText = '', compact = false, autoFocus = false, onSend } = props;
  const draft = useDraft(services.drafts, props.draftKey, initialText, props.draftAlias);
  const [entered, setEntered] = useState(autoFocus);
  const sending = useSending(draft, props, onSend);
  const leaving = useLeaving(draft, initialText, () => {
    setEntered(false);
    props.onCancel?.();
  });
  const area = useRef<HTMLTextAreaElement>(null);
  const small = compact && !entered && draft.text === '';
  return (
    <div
      className={`mlc-Composer${small ? ' mlc-mod-compact' : ''}`}
      role="group"
      aria-label={props.label}
      // JupyterLab's shortcuts and the notebook's keys are not for what is typed here.
      data-lm-suppress-shortcuts="true"
      onFocus={() => setEntered(true)}
      onKeyDown={event => handleKey(event, sending, leaving)}
    >
      <Sheet composer={props} draft={draft} busy={sending.busy} small={small} area={area} />
      {sending.problem !== null && <Failure message={sending.problem} trans={services.trans} />}
      {!small && (
        <ComposerActions
          composer={props}
          sending={sending}
          leaving={leaving}
          focusText={() => area.current?.focus()}
        />
      )}
    </div>
  );
}

function handleKey(event: React.KeyboardEvent, sending: ISending, leaving: ILeaving): void {
  event.stopPropagation();
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    void sending.send();
  } else if (event.key === 'Escape' && !event.defaultPrevented) {
    event.preventDefault();
    leaving.ask();
  }
}

interface ISheetProps {
  readonly composer: IComposerProps;
  readonly draft: IDraft;
  readonly busy: boolean;
  readonly small: boolean;
  readonly area: React.RefObject<HTMLTextAreaElement>;
}

/** The text, to write or as it will be shown. */
function Sheet({ composer, draft, busy, small, area }: ISheetProps): React.JSX.Element {
  const { services, project, label, placeholder = '', autoFocus = false } = composer;
  const { trans, typesetter } = services;
  const people = usePeople(services.people, project);
  const [previewing, setPreviewing] = useState(false);
  return (
    <>
      {!small && <Views previewing={previewing} trans={trans} onChange={setPreviewing} />}
      {previewing ? (
        <div className="mlc-Composer-preview" role="tabpanel">
          <Markdown source={draft.text} people={people} typesetter={typesetter} trans={trans} />
        </div>
      ) : (
        <TextField
          area={area}
          people={people}
          text={draft.text}
          label={label}
          placeholder={placeholder}
          autoFocus={autoFocus}
          readOnly={busy}
          trans={trans}
          onChange={draft.setText}
        />
      )}
    </>
  );
}

interface IViewsProps {
  readonly previewing: boolean;
  readonly trans: TranslationBundle;
  onChange(previewing: boolean): void;
}

function Views({ previewing, trans, onChange }: IViewsProps): React.JSX.Element {
  return (
    <div className="mlc-Composer-views" role="tablist">
      {[false, true].map(preview => (
        <button
          key={String(preview)}
          type="button"
          role="tab"
          className="mlc-Composer-view"
          aria-selected={previewing === preview}
          onClick={() => onChange(preview)}
        >
          {preview ? trans.__('Preview') : trans.__('Write')}
        </button>
      ))}
    </div>
  );
}
