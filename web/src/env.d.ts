/// <reference types="vite/client" />

/** Single icons by path, so that the bundle holds only what is used. */
declare module '@tabler/icons-react/dist/esm/icons/*.mjs' {
  import type { FC, SVGProps } from 'react';

  const icon: FC<SVGProps<SVGSVGElement> & { size?: number | string; stroke?: number | string }>;
  export default icon;
}
