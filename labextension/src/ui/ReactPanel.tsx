import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import type { ISignal } from '@lumino/signaling';
import React from 'react';
import { Failure } from './Failure';

export interface IReactPanelOptions {
  readonly trans: TranslationBundle;

  /** Drawn again whenever one of these is emitted. */
  readonly signals?: readonly ISignal<unknown, unknown>[];
  readonly className?: string;
}

/** A Lumino widget drawn by React. A failure while drawing stays inside it. */
export class ReactPanel extends ReactWidget {
  constructor(
    private readonly draw: () => React.JSX.Element,
    private readonly options: IReactPanelOptions
  ) {
    super();
    if (options.className !== undefined) {
      this.addClass(options.className);
    }
    options.signals?.forEach(signal => signal.connect(this.update, this));
  }

  /** What is drawn outside the document cannot take the keyboard. Coming into it draws. */
  protected override onUpdateRequest(message: Message): void {
    if (this.isAttached) {
      super.onUpdateRequest(message);
    }
  }

  protected override render(): React.JSX.Element {
    return (
      <Boundary trans={this.options.trans}>
        <Drawing draw={this.draw} />
      </Boundary>
    );
  }
}

function Drawing({ draw }: { readonly draw: () => React.JSX.Element }): React.JSX.Element {
  return draw();
}

interface IBoundaryProps {
  readonly trans: TranslationBundle;
  readonly children: React.ReactNode;
}

class Boundary extends React.Component<IBoundaryProps, { problem: string | null }> {
  static getDerivedStateFromError(problem: unknown): { problem: string } {
    return { problem: problem instanceof Error ? problem.message : String(problem) };
  }

  override state: { problem: string | null } = { problem: null };

  override render(): React.ReactNode {
    const { children, trans } = this.props;
    const { problem } = this.state;
    if (problem === null) {
      return children;
    }
    const again = (): void => this.setState({ problem: null });
    return (
      <Failure
        title={trans.__('This part could not be shown')}
        message={problem}
        trans={trans}
        onRetry={again}
      />
    );
  }
}
