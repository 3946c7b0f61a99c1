import React from 'react';

export interface ISegmentsProps<T extends string> {
  /** What is chosen, for screen readers. */
  readonly label: string;
  readonly value: T;

  /** Each with its word. */
  readonly choices: readonly (readonly [T, string])[];

  /** More about a choice, as its tooltip. */
  detail?(choice: T): string;
  readonly className?: string;
  onChoose(choice: T): void;
}

/** Buttons side by side, of which one is pressed. */
export function Segments<T extends string>(props: ISegmentsProps<T>): React.JSX.Element {
  const { label, value, choices, className = '', detail, onChoose } = props;
  return (
    <div className={`mlc-Segments ${className}`} role="group" aria-label={label}>
      {choices.map(([choice, word]) => (
        <button
          key={choice}
          type="button"
          className="mlc-Segments-segment"
          title={detail?.(choice)}
          aria-pressed={choice === value}
          onClick={() => onChoose(choice)}
        >
          {word}
        </button>
      ))}
    </div>
  );
}
