import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useEffect, useId, useLayoutEffect } from 'react';
import type { KnownPerson } from '../core/tokens';
import { MentionList } from './MentionList';
import { useMentions } from './useMentions';

const MOST_BYTES = 64 * 1024;

export interface ITextFieldProps {
  readonly area: React.RefObject<HTMLTextAreaElement>;
  readonly people: readonly KnownPerson[];
  readonly text: string;
  readonly label: string;
  readonly placeholder: string;
  readonly autoFocus: boolean;
  /** Not disabled while sending: that would take the focus away. */
  readonly readOnly: boolean;
  readonly trans: TranslationBundle;
  onChange(text: string): void;
}

/** A text area that grows with its text and completes mentions. */
export function TextField(props: ITextFieldProps): React.JSX.Element {
  const { area, text, trans, autoFocus } = props;
  const mentions = useMentions(area, props.people, props.onChange);
  const id = useId();
  const open = mentions.offered.length > 0;
  useEffect(() => {
    if (autoFocus) {
      area.current?.focus();
    }
  }, [area, autoFocus]);
  useLayoutEffect(() => grow(area.current), [area, text]);
  useLayoutEffect(() => mentions.follow(), [text]);
  return (
    <div className="mlc-TextField">
      <textarea
        ref={area}
        className="mlc-TextField-area"
        rows={1}
        dir="auto"
        value={text}
        aria-label={props.label}
        placeholder={props.placeholder}
        readOnly={props.readOnly}
        aria-autocomplete="list"
        aria-controls={open ? id : undefined}
        aria-activedescendant={open ? `${id}-${mentions.selected}` : undefined}
        onChange={event => props.onChange(event.target.value)}
        onSelect={mentions.follow}
        onBlur={mentions.close}
        onKeyDown={mentions.onKey}
      />
      {open && (
        <MentionList
          id={id}
          people={mentions.offered}
          selected={mentions.selected}
          trans={trans}
          onPick={mentions.pick}
        />
      )}
      <Excess text={text} trans={trans} />
    </div>
  );
}

function Excess({
  text,
  trans
}: Pick<ITextFieldProps, 'text' | 'trans'>): React.JSX.Element | null {
  const excess = excessBytes(text);
  return excess === 0 ? null : (
    <p className="mlc-Notice" role="status">
      {trans.__('Too long by about %1 characters. A comment holds 64 KB.', excess)}
    </p>
  );
}

/** By how many bytes of UTF-8 a text is longer than the server accepts. */
export function excessBytes(text: string): number {
  // No character takes more than three bytes for each UTF-16 code unit, so short texts need no counting.
  if (text.length * 3 <= MOST_BYTES) {
    return 0;
  }
  return Math.max(0, new TextEncoder().encode(text).length - MOST_BYTES);
}

function grow(area: HTMLTextAreaElement | null): void {
  if (area !== null) {
    area.style.height = 'auto';
    const border = area.offsetHeight - area.clientHeight;
    area.style.height = `${area.scrollHeight + border}px`;
  }
}
