import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ILauncher } from '@jupyterlab/launcher';
import type { IDisposable } from '@lumino/disposable';
import type { Pages } from './pages';

const LAUNCHER = 'launcher';
const CATEGORY = 'Other';

/** Offers the page to begin with in the launcher, as long as the project in view has one. */
export class StartingPoint {
  /**
   * @param command - opens that page
   */
  constructor(
    private readonly _pages: Pages,
    private readonly _launcher: ILauncher,
    private readonly _command: string
  ) {
    _pages.changed.connect(this._offer, this);
    this._offer();
  }

  /** Looks for such a page as soon as somebody sees a launcher. */
  follow(shell: JupyterFrontEnd.IShell): void {
    const look = (): void => {
      const widget = shell.currentWidget;
      if (widget !== null && (widget.id.startsWith(LAUNCHER) || isLauncherIn(widget.node))) {
        this._pages.start();
      }
    };
    shell.currentChanged?.connect(look);
    look();
  }

  private _offer(): void {
    const isThere = this._pages.startPage !== null;
    if (isThere && this._tile === null) {
      this._tile = this._launcher.add({ command: this._command, category: CATEGORY, rank: 0 });
    } else if (!isThere) {
      this._tile?.dispose();
      this._tile = null;
    }
  }

  private _tile: IDisposable | null = null;
}

function isLauncherIn(node: HTMLElement): boolean {
  return node.querySelector('.jp-Launcher') !== null;
}
