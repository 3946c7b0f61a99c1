import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useRef, useState } from 'react';
import { revealBidi } from '../ui/bidi';
import type { Choice } from './choice';
import type { IFinder } from './finding';
import { SidePicker } from './SidePicker';

export interface ISideButtonProps {
  /** Which side it is: *Old side*. */
  readonly name: string;

  /** What the side is now, and more of it for the tooltip. */
  readonly label: string;
  readonly detail: string;
  readonly current: Choice | null;
  readonly finder: IFinder;
  readonly isOpenAtFirst: boolean;
  readonly trans: TranslationBundle;

  /** Puts another version on the side; the sentence why it cannot be, null once it is. */
  onChoose(choice: Choice): Promise<string | null>;
}

/** One side's name, which opens what else it can be. */
export function SideButton(props: ISideButtonProps): React.JSX.Element {
  const { detail, isOpenAtFirst, label, name } = props;
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const button = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <span className="mlc-SideButton">
      <button
        ref={button}
        type="button"
        className="mlc-Button mlc-SideButton-name"
        title={revealBidi(detail)}
        aria-description={name}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <strong>{revealBidi(label)}</strong>
      </button>
      {isOpen && <SidePicker {...props} onClose={close} onLeave={() => setOpen(false)} />}
    </span>
  );
}
