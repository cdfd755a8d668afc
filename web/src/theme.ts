/** Colours and sizes. Shade 9 on light and 4-8 on dark keep text at WCAG AA contrast. */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const sahut: MantineColorsTuple = [
  '#e6f6f8',
  '#d0eaee',
  '#a3d5dc',
  '#73bfca',
  '#4dadba',
  '#349faf',
  '#2299aa',
  '#0b7989',
  '#0b6675',
  '#0b5c6b',
];

export const theme = createTheme({
  primaryColor: 'sahut',
  colors: { sahut },
  primaryShade: { light: 9, dark: 8 },
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace',
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'pointer',
});

/** Mantine's own dimmed and placeholder greys are too pale for small text. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#545d66',
    '--mantine-color-placeholder': '#646d76',
    '--mantine-color-error': '#b31b1b',
    '--mantine-color-text': '#16202a',
  },
  dark: {
    '--mantine-color-dimmed': '#a9b1ba',
    '--mantine-color-placeholder': '#949da6',
    '--mantine-color-error': '#ff8f8f',
    '--mantine-color-text': '#e4e8ec',
    '--mantine-color-body': '#14191e',
  },
});
