import { SidePanel } from '@jupyterlab/ui-components';
import type { ITranslator, TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { DisposableDelegate } from '@lumino/disposable';
import type { Message } from '@lumino/messaging';
import type { AccordionPanel, PanelLayout, Widget } from '@lumino/widgets';
import React from 'react';
import type { IPeople, IProjects, ITeam } from '../core/tokens';
import { Empty } from './Empty';
import { teamIcon } from './icons';
import { keptWords } from './kept';
import { ReactPanel } from './ReactPanel';
import { SectionHeights } from './sectionheights';
import { NOBODY_YET, usePeople } from './usePeople';

/** What is typed in a terminal is the same in every language. */
const DEMO = 'jupyter mlcollab demo';

export interface ITeamPanelOptions {
  readonly projects: IProjects;
  readonly people: IPeople;
  readonly translator: ITranslator;

  /** Brings the panel to the front of its side bar. */
  readonly activate: () => void;
}

/** The left side bar's place for what concerns the team: sections of the rooms, and where all of it is kept. */
export class TeamPanel extends SidePanel implements ITeam {
  constructor(private readonly options: ITeamPanelOptions) {
    super({ translator: options.translator });
    const { projects, people } = options;
    this.trans = options.translator.load('jupyter_mlcollab');
    const trans = this.trans;
    this.id = 'mlcollab-team';
    this.addClass('mlc-TeamPanel');
    this.title.icon = teamIcon;
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('Team'));
    const layout = this.layout as PanelLayout;
    // Nothing is asked of the server before somebody looks.
    const draw = (): React.JSX.Element =>
      this.isVisible ? (
        <Foot {...{ projects, people, trans }} isEmpty={this.filled.size === 0} />
      ) : (
        <></>
      );
    const signals = [projects.currentChanged, projects.sharedChanged];
    this.foot = new ReactPanel(draw, { trans, signals, className: 'mlc-TeamPanel-foot' });
    layout.addWidget(this.foot);
    this.heights = new SectionHeights(this.content as AccordionPanel);
    this.setBadge(0);
  }

  addSection(section: Widget, rank: number): IDisposable {
    this.ranks.set(section, rank);
    const after = this.widgets.findIndex(other => (this.ranks.get(other) ?? 0) > rank);
    this.insertWidget(after < 0 ? this.widgets.length : after, section);
    return new DisposableDelegate(() => {
      section.parent = null;
      this.setFilled(section, false);
    });
  }

  setFilled(section: Widget, isFilled: boolean): void {
    if (isFilled !== this.filled.has(section)) {
      this.filled[isFilled ? 'add' : 'delete'](section);
      this.foot.update();
    }
  }

  setBadge(count: number): void {
    const { trans } = this;
    this.title.caption =
      count === 0 ? trans.__('Team') : trans._n('Team: %1 waits', 'Team: %1 wait', count);
    // The side bar writes a title's data set on the tab: its own `id` to find it, ours for the style sheet.
    const dataset = { ...this.title.dataset };
    delete dataset['mlc-badge'];
    const badge = { 'mlc-badge': count > 99 ? '99+' : String(count) };
    this.title.dataset = count === 0 ? dataset : { ...dataset, ...badge };
  }

  reveal(section?: Widget): void {
    this.options.activate();
    const index = section === undefined ? -1 : this.widgets.indexOf(section);
    if (index >= 0) {
      (this.content as AccordionPanel).expand(index);
      section?.activate();
    }
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this.resizes.observe(this.content.node);
    this.heights.start();
  }

  protected override onBeforeDetach(message: Message): void {
    this.resizes.disconnect();
    this.heights.stop();
    super.onBeforeDetach(message);
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this.foot.update();
    this.heights.look();
  }

  /** The foot takes height from the sections when it has something to say, which they are not told. */
  private readonly resizes = new ResizeObserver(() => this.content.update());

  private readonly trans: TranslationBundle;
  private readonly heights: SectionHeights;
  private readonly foot: ReactPanel;
  private readonly filled = new Set<Widget>();
  private readonly ranks = new WeakMap<Widget, number>();
}

interface IFootProps {
  readonly projects: IProjects;
  readonly people: IPeople;
  readonly trans: TranslationBundle;

  /** No section holds anything yet. */
  readonly isEmpty: boolean;
}

/** For whom nobody else has signed in and nothing is here: what the place is for. For everybody: where all of it is kept. */
function Foot({ projects, people, trans, isEmpty }: IFootProps): React.JSX.Element {
  const project = projects.current;
  const known = usePeople(people, project);
  const others = known.filter(({ source }) => source === 'signed_in').length > 1;
  return (
    <>
      {isEmpty && known !== NOBODY_YET && !others && <Introduction trans={trans} />}
      {project?.settingsProblem != null && <p className="mlc-Notice">{project.settingsProblem}</p>}
      {project !== null && (
        <p className="mlc-TeamPanel-kept" title={project.name}>
          {keptWords(project, projects.isShared, trans)}
        </p>
      )}
    </>
  );
}

function Introduction({ trans }: Pick<IFootProps, 'trans'>): React.JSX.Element {
  return (
    <Empty>
      <p>{trans.__('What your team says about these notebooks comes together here.')}</p>
      <p>{trans.__('To begin, open a notebook, hover a cell and press +.')}</p>
      <p>
        {trans.__('Try it with two people: run')} <code>{DEMO}</code>
      </p>
    </Empty>
  );
}
