import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { JSONObject } from '@lumino/coreutils';

const COMMAND = 'data-commandlinker-command';
const ARGUMENTS = 'data-commandlinker-args';

/**
 * The same handler, whose links do at once what it gives them to do.
 *
 * From version 4.6 on JupyterLab asks before it runs the command that a link in a text names, as a text may name any.
 * What a text itself names is taken off here before the handler comes, so that all that is left is the handler's.
 */
export function unasked(
  handler: IRenderMime.ILinkHandler,
  commands: JupyterFrontEnd['commands']
): IRenderMime.ILinkHandler {
  const handled = (node: HTMLElement, handle: () => void): void => {
    node.removeAttribute(COMMAND);
    node.removeAttribute(ARGUMENTS);
    handle();
    const command = node.getAttribute(COMMAND);
    const given = JSON.parse(node.getAttribute(ARGUMENTS) ?? '{}') as JSONObject;
    node.removeAttribute(COMMAND);
    node.removeAttribute(ARGUMENTS);
    if (command !== null) {
      node.addEventListener('click', event => {
        event.preventDefault();
        void commands.execute(command, given);
      });
    }
  };
  return {
    handleLink: (node, path, id) => handled(node, () => handler.handleLink(node, path, id)),
    handlePath: (node, path, scope, id) =>
      handled(node, () => handler.handlePath?.(node, path, scope, id))
  };
}
