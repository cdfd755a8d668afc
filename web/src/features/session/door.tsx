/** The frame of the pages before the sign-in. */
import type { ReactNode } from 'react';
import { LanguageSwitch } from '../../ui/language-switch.js';
import { Logo } from '../../ui/logo.js';
import css from './door.module.css';

export function Door({ children }: { children: ReactNode }) {
  return (
    <main className={css.door}>
      <div className={css.panel}>
        <div className={css.top}>
          <Logo />
          <LanguageSwitch />
        </div>
        {children}
      </div>
    </main>
  );
}
