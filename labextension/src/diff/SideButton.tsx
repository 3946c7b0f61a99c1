import React, { useRef, useState } from 'react';
import { revealBidi } from '../ui/bidi';
import type { Which } from './choice';
import type { IViewServices } from './services';
import { SidePicker } from './SidePicker';
import { sideWords } from './sidewords';

export interface ISideButtonProps extends IViewServices {
  readonly which: Which;
}

/** One side's name, which opens what else it can be. */
export function SideButton(props: ISideButtonProps): React.JSX.Element {
  const { changes, tab, which, trans } = props;
  const [isOpen, setOpen] = useState(tab.picks === which);
  const button = useRef<HTMLButtonElement>(null);
  const { label, detail } = sideWords(changes, which, trans);
  const name = which === 'old' ? trans.__('Old side') : trans.__('New side');
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
      {isOpen && (
        <SidePicker {...props} name={name} onClose={close} onLeave={() => setOpen(false)} />
      )}
    </span>
  );
}
