import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { plugins as access } from './access/plugin';
import { plugins as anchors } from './anchors/plugin';
import { plugins as audit } from './audit/plugin';
import { plugins as cardComparison } from './cards/comparisonplugin';
import { plugins as cards } from './cards/plugin';
import { plugins as commentsPanel } from './comments/panelplugin';
import { plugins as comments } from './comments/plugin';
import { plugins as core } from './core/plugin';
import { plugins as diff } from './diff/plugin';
import { plugins as pages } from './pages/plugin';
import { plugins as sync } from './sync/plugin';
import { plugins as ui } from './ui/plugin';

/** Every plugin of the extension, one list per room. */
const plugins: JupyterFrontEndPlugin<unknown>[] = [
  ...core,
  ...ui,
  ...access,
  ...audit,
  ...diff,
  ...anchors,
  ...comments,
  ...commentsPanel,
  ...cards,
  ...cardComparison,
  ...pages,
  ...sync
];

export default plugins;
