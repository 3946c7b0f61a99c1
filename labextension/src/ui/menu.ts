import { CommandRegistry } from '@lumino/commands';
import { Menu } from '@lumino/widgets';

export interface IMenuItem {
  readonly label: string;
  run(): void;
}

/** Opens a menu beneath a button. Closing it without a choice gives the focus back to the button. */
export function openMenu(button: HTMLElement, items: readonly IMenuItem[]): void {
  const commands = new CommandRegistry();
  const menu = new Menu({ commands });
  for (const [index, { label, run }] of items.entries()) {
    const command = `mlcollab:choose-${index}`;
    commands.addCommand(command, { label, describedBy: { args: {} }, execute: run });
    menu.addItem({ command });
  }
  menu.aboutToClose.connect(() => {
    button.setAttribute('aria-expanded', 'false');
    button.focus();
    // The choice is made after the menu has closed.
    setTimeout(() => menu.dispose(), 0);
  });
  const { left, bottom } = button.getBoundingClientRect();
  button.setAttribute('aria-expanded', 'true');
  menu.open(left, bottom);
}
