import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import { DisposableDelegate, type IDisposable } from '@lumino/disposable';
import type { Message } from '@lumino/messaging';
import React, { lazy, Suspense } from 'react';
import type { ITeam } from '../core/tokens';
import { ReactPanel } from '../ui/ReactPanel';
import { Skeleton } from '../ui/Skeleton';
import { ByItself } from './byitself';
import { Sharing, type ISharingOptions } from './sharing';
import type { ISharingSectionProps } from './SharingSection';

const SECTION_RANK = 50;
const SharingSection = lazy(async () => ({
  default: (await import('./SharingSection')).SharingSection
}));

export interface ISharingServices extends ISharingOptions {
  readonly team: ITeam;
  readonly trans: TranslationBundle;
}

/** What there is of sharing in JupyterLab. */
export class SharingRoom {
  constructor(private readonly _services: ISharingServices) {
    this._sharing = new Sharing(_services);
    this._byItself = new ByItself(this._sharing);
    this._sharing.changed.connect(this._show, this);
  }

  /** Shares without a press of the button where the person chose so. */
  shareByItself(
    commands: CommandRegistry,
    settings: Promise<ISettingRegistry.ISettings> | null
  ): void {
    settings?.then(
      known => {
        this._byItself.obey(known);
        this._byItself.follow(commands);
      },
      // Without settings nothing is shared by itself.
      () => undefined
    );
  }

  start(): void {
    this._sharing.start();
  }

  /** Where there is no remote the room in the panel is for other things. */
  private _show(): void {
    const { state } = this._sharing;
    if (state === null) {
      return;
    }
    // Without a choice it is the remote that was shared with, if any was.
    const isShared = state.agreed && state.sharedAt !== null;
    if (isShared || !this._sharing.isChosen) {
      this._services.projects.setShared(isShared);
    }
    if (state.remote === null && state.remotes.length === 0) {
      this._shown?.dispose();
      this._shown = null;
    } else {
      this._shown ??= this._addSection();
    }
  }

  private _addSection(): IDisposable {
    const { team, trans } = this._services;
    const section = new Section({ byItself: this._byItself, sharing: this._sharing, trans });
    const added = team.addSection(section, SECTION_RANK);
    const fill = ({ state }: Sharing): void => {
      team.setFilled(section, state !== null && (state.agreed || state.fetchedAt !== null));
    };
    this._sharing.changed.connect(fill);
    fill(this._sharing);
    return new DisposableDelegate(() => {
      this._sharing.changed.disconnect(fill);
      added.dispose();
      section.dispose();
    });
  }

  private readonly _sharing: Sharing;
  private readonly _byItself: ByItself;
  private _shown: IDisposable | null = null;
}

/** Tells when it comes into sight and goes out of it. */
class Section extends ReactPanel {
  constructor(private readonly _props: ISharingSectionProps) {
    const { byItself, sharing, trans } = _props;
    super(
      () => (
        <Suspense fallback={<Skeleton trans={trans} rows={1} />}>
          <SharingSection {..._props} />
        </Suspense>
      ),
      { trans, className: 'mlc-SharingHost', signals: [byItself.changed, sharing.changed] }
    );
    this.id = 'mlcollab-sharing-section';
    this.title.label = trans.__('Sharing through git');
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this._props.sharing.watch(this.isVisible);
  }

  protected override onAfterShow(): void {
    this._props.sharing.watch(true);
  }

  protected override onAfterHide(): void {
    this._props.sharing.watch(false);
  }
}
