import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';
import { DisposableDelegate, type IDisposable } from '@lumino/disposable';
import type { Message } from '@lumino/messaging';
import React, { lazy, Suspense } from 'react';
import { IApi, IEvents, IPeople, IProjects, ITeam } from '../core/tokens';
import { ReactPanel } from '../ui/ReactPanel';
import { Skeleton } from '../ui/Skeleton';
import { Sharing } from './sharing';

const SECTION_RANK = 50;
const SharingSection = lazy(async () => ({
  default: (await import('./SharingSection')).SharingSection
}));

/** Sharing the team's comments through the repository's git remote, from the *Team* panel. */
const plugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyter-mlcollab:sync',
  description: 'Shares comments through a git remote.',
  autoStart: true,
  requires: [IApi, IEvents, IPeople, IProjects, ITeam],
  optional: [ITranslator],
  activate: (
    app: JupyterFrontEnd,
    api: IApi,
    events: IEvents,
    people: IPeople,
    projects: IProjects,
    team: ITeam,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('jupyter_mlcollab');
    const sharing = new Sharing({ api, events, people, projects });
    let shown: IDisposable | null = null;
    // Where there is no remote the room in the panel is for other things.
    sharing.changed.connect(() => {
      const hasRemote = sharing.state !== null && sharing.state.remote !== null;
      if (hasRemote && shown === null) {
        shown = addSection(team, sharing, trans);
      } else if (!hasRemote && sharing.state !== null) {
        shown?.dispose();
        shown = null;
      }
    });
    void app.restored.then(() => sharing.start());
  }
};

/** Tells when it comes into sight and goes out of it. */
class Section extends ReactPanel {
  constructor(
    private readonly sharing: Sharing,
    trans: TranslationBundle
  ) {
    super(
      () => (
        <Suspense fallback={<Skeleton trans={trans} rows={1} />}>
          <SharingSection sharing={sharing} trans={trans} />
        </Suspense>
      ),
      { trans, className: 'mlc-SharingHost', signals: [sharing.changed] }
    );
    this.id = 'mlcollab-sharing-section';
    this.title.label = trans.__('Sharing through git');
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this.sharing.watch(this.isVisible);
  }

  protected override onAfterShow(): void {
    this.sharing.watch(true);
  }

  protected override onAfterHide(): void {
    this.sharing.watch(false);
  }
}

function addSection(team: ITeam, sharing: Sharing, trans: TranslationBundle): IDisposable {
  const section = new Section(sharing, trans);
  const added = team.addSection(section, SECTION_RANK);
  return new DisposableDelegate(() => {
    added.dispose();
    section.dispose();
  });
}

export const plugins: JupyterFrontEndPlugin<unknown>[] = [plugin];
