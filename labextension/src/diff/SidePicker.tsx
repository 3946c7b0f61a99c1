import React, { useEffect, useId, useRef } from 'react';
import { revealBidi } from '../ui/bidi';
import { Failure } from '../ui/Failure';
import { Skeleton } from '../ui/Skeleton';
import { When } from '../ui/When';
import type { IOffer, ISection } from './offers';
import type { ISideButtonProps } from './SideButton';
import { usePicking } from './usePicking';

export interface ISidePickerProps extends Pick<
  ISideButtonProps,
  'name' | 'current' | 'finder' | 'trans' | 'onChoose'
> {
  /** Gives the keyboard back. */
  onClose(): void;

  /** The person went elsewhere. */
  onLeave(): void;
}

/** Every version that a side can be: a box to find or type one, and a list. */
export function SidePicker(props: ISidePickerProps): React.JSX.Element {
  const { name, onLeave, trans } = props;
  const list = useId();
  const picking = usePicking(props);
  const { typed, sections, active, problem, isBusy, known } = picking;
  const leave = (event: React.FocusEvent): void => {
    if (event.relatedTarget !== null && !event.currentTarget.contains(event.relatedTarget)) {
      onLeave();
    }
  };
  return (
    <div className="mlc-SidePicker" role="dialog" aria-label={name} onBlur={leave}>
      <input
        type="text"
        className="mlc-SidePicker-box"
        role="combobox"
        autoFocus
        spellCheck={false}
        aria-label={trans.__('Find a version, or type a revision or a notebook')}
        placeholder={trans.__('Find a version, or type a revision or a notebook')}
        aria-autocomplete="list"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={active && `${list}-${active.key}`}
        aria-busy={isBusy}
        value={typed}
        onChange={event => picking.type(event.target.value)}
        onKeyDown={picking.onKeyDown}
      />
      {problem !== null && <Failure message={problem} trans={trans} />}
      <div className="mlc-SidePicker-list" id={list} role="listbox" aria-label={name}>
        {known === null && <Skeleton trans={trans} rows={5} />}
        {known?.gitProblem && <p className="mlc-SidePicker-note">{known.gitProblem}</p>}
        {sections.map(section => (
          <Section
            key={section.title}
            section={section}
            list={list}
            active={active}
            trans={trans}
            onChoose={offer => void picking.choose(offer)}
          />
        ))}
      </div>
    </div>
  );
}

interface ISectionProps extends Pick<ISidePickerProps, 'trans'> {
  readonly section: ISection;
  readonly list: string;
  readonly active: IOffer | undefined;
  onChoose(offer: IOffer): void;
}

function Section({ section, list, active, trans, onChoose }: ISectionProps): React.JSX.Element {
  const { title, offers, more } = section;
  return (
    <div role="group" aria-label={title} className="mlc-SidePicker-section">
      <div className="mlc-SidePicker-title" aria-hidden="true">
        {title}
      </div>
      {offers.map(offer => (
        <Offer
          key={offer.key}
          id={`${list}-${offer.key}`}
          offer={offer}
          isActive={offer.key === active?.key}
          trans={trans}
          onChoose={() => onChoose(offer)}
        />
      ))}
      {more > 0 && (
        <div className="mlc-SidePicker-note">
          {trans._n('%1 more: type to find it', '%1 more: type to find them', more)}
        </div>
      )}
    </div>
  );
}

interface IOfferProps extends Pick<ISidePickerProps, 'trans'> {
  readonly id: string;
  readonly offer: IOffer;
  readonly isActive: boolean;
  onChoose(): void;
}

function Offer({ id, offer, isActive, trans, onChoose }: IOfferProps): React.JSX.Element {
  const node = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) {
      node.current?.scrollIntoView({ block: 'nearest' });
    }
  }, [isActive]);
  return (
    <div
      id={id}
      ref={node}
      role="option"
      aria-selected={isActive}
      className="mlc-SidePicker-offer"
      // The box must keep the focus, or the list would close before the click arrives.
      onMouseDown={event => event.preventDefault()}
      onClick={onChoose}
    >
      <span className="mlc-SidePicker-label">{revealBidi(offer.label)}</span>
      <span className="mlc-SidePicker-detail">{revealBidi(offer.detail)}</span>
      {offer.at !== null && <When at={offer.at} trans={trans} />}
    </div>
  );
}
