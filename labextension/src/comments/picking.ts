import type { MainAreaWidget } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import { sentenceOf } from '../core/errors';
import type { IListedThreads, INotebookThreads, IPicks, Thread } from './tokens';

const PICKING = 'mlc-mod-picking';
const CELL = '.jp-Notebook-cell';

/** Lets the person say to which cell a thread belongs: by a click, or with the arrows and Enter. Escape cancels. */
export function pickPlace(
  threads: INotebookThreads,
  thread: Thread,
  trans: TranslationBundle
): void {
  if (!threads.panel.content.hasClass(PICKING)) {
    new Picking(threads, thread, trans).begin();
  }
}

class Picking {
  constructor(
    private readonly _threads: INotebookThreads,
    private readonly _thread: Thread,
    trans: TranslationBundle
  ) {
    const sentence = trans.__('Click the cell this comment belongs to, or press Enter on it.');
    this._banner = new Banner(sentence, trans, () => this._stop());
  }

  begin(): void {
    const { panel } = this._threads;
    const notebook = panel.content;
    const options = { capture: true, signal: this._listening.signal };
    notebook.node.addEventListener('mousedown', event => this._onPress(event), options);
    panel.node.addEventListener('keydown', event => this._onKey(event), options);
    panel.contentHeader.addWidget(this._banner);
    panel.disposed.connect(() => this._listening.abort());
    notebook.addClass(PICKING);
    notebook.mode = 'command';
    notebook.activeCell?.node.focus({ preventScroll: true });
  }

  private _stop(): void {
    const notebook = this._threads.panel.content;
    this._listening.abort();
    this._banner.dispose();
    notebook.removeClass(PICKING);
    notebook.activeCell?.node.focus({ preventScroll: true });
  }

  private async _pick(index: number): Promise<void> {
    try {
      await this._threads.place(this._thread, index);
      this._stop();
      await this._threads.open(this._thread.id);
    } catch (error) {
      this._banner.say(sentenceOf(error));
    }
  }

  private _onPress(event: MouseEvent): void {
    const node = event.target instanceof Element ? event.target.closest(CELL) : null;
    const { widgets } = this._threads.panel.content;
    const index = widgets.findIndex(cell => cell.node === node);
    if (event.button === 0 && index >= 0) {
      event.preventDefault();
      event.stopPropagation();
      void this._pick(index);
    }
  }

  private _onKey(event: KeyboardEvent): void {
    const isButton = event.target instanceof HTMLButtonElement;
    if (event.key === 'Escape' || (event.key === 'Enter' && !isButton)) {
      event.preventDefault();
      event.stopPropagation();
      if (event.key === 'Escape') {
        this._stop();
      } else {
        void this._pick(this._threads.panel.content.activeCellIndex);
      }
    }
  }

  private readonly _banner: Banner;
  private readonly _listening = new AbortController();
}

/** Says in a tab what to do while a person is to pick a place, and why the last one that was picked did not do. */
export function askWhilePicking(
  threads: IPicks & Pick<IListedThreads, 'changed'>,
  tab: MainAreaWidget,
  sentence: string,
  trans: TranslationBundle
): void {
  let banner: Banner | null = null;
  const follow = (): void => {
    const { pickProblem, picking } = threads;
    if (picking === null || tab.isDisposed) {
      banner?.dispose();
      banner = null;
    } else if (banner === null) {
      banner = new Banner(sentence, trans, () => threads.pick(null));
      tab.contentHeader.addWidget(banner);
    }
    banner?.say(pickProblem ?? sentence);
  };
  threads.changed.connect(follow);
  tab.disposed.connect(() => threads.changed.disconnect(follow));
}

/** What a person is to do who has been asked for a place, and the way out. */
class Banner extends Widget {
  constructor(sentence: string, trans: TranslationBundle, cancel: () => void) {
    super();
    this.addClass('mlc-PickBanner');
    this._text.setAttribute('role', 'status');
    this.say(sentence);
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'mlc-Button';
    button.textContent = trans.__('Cancel');
    button.addEventListener('click', cancel);
    this.node.append(this._text, button);
  }

  say(sentence: string): void {
    this._text.textContent = sentence;
  }

  private readonly _text = document.createElement('span');
}
