import { button, fill, the } from './dom.js';

/** What the + button opens: label and action, in order. */
export type MenuItems = () => [label: string, run: () => void][];

/** Opens and closes the menu above the composer. Escape and choosing close it. */
export function joinMenu(items: MenuItems): void {
  const menu = the('menu');
  const more = the<HTMLButtonElement>('more');

  const close = (): void => {
    fill(menu);
    more.setAttribute('aria-expanded', 'false');
  };
  const open = (): void => {
    const buttons = items().map(([label, run]) =>
      button(label, () => {
        close();
        more.focus();
        run();
      }),
    );
    fill(menu, ...buttons);
    more.setAttribute('aria-expanded', 'true');
    buttons[0]?.focus();
  };

  more.addEventListener('click', () => (menu.hidden ? open() : close()));
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || menu.hidden) return;
    close();
    more.focus();
  });
  document.addEventListener('pointerdown', ({ target }) => {
    const isInside = target instanceof Node && (menu.contains(target) || more.contains(target));
    if (!isInside && !menu.hidden) close();
  });
}
