type Props = Record<string, string | boolean | ((event: Event) => void)>;

/**
 * Makes an element. Children that are strings become text, never markup: whatever somebody wrote
 * stays what they wrote. Functions listen; `true` sets a bare attribute; `false` leaves it out.
 */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Props = {},
  ...children: (Node | string | null)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** A button with a text; it submits nothing. */
export function button(text: string, press: (event: Event) => void, props: Props = {}) {
  return h('button', { type: 'button', click: press, ...props }, text);
}

/** An element of chat.html. */
export function the<Type extends HTMLElement = HTMLElement>(id: string): Type {
  const element = document.getElementById(id);
  if (!element) throw new Error(`chat.html has no #${id}`);
  return element as Type;
}

/** Puts new children in place of the old ones and shows the element if there are any. */
export function fill(element: HTMLElement, ...children: (Node | string)[]): void {
  element.replaceChildren(...children);
  element.hidden = children.length === 0;
}
