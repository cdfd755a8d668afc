/** What scrolls must be reachable by keyboard, even when nothing in it can be pressed (WCAG 2.1.1). */
export const REACHABLE = { tabIndex: 0 } as const;
