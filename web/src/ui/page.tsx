/** The frame of a page beside the inbox: title, what it is for, its main act, the rest below. */
import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import css from './page.module.css';

interface Props {
  title: string;
  lead: string;
  /** `wide` for pages of several columns. */
  width?: 'narrow' | 'wide';
  /** What can be done here, beside the title. */
  act?: ReactNode;
  children: ReactNode;
}

export function Page({ title, lead, width = 'narrow', act, children }: Props) {
  return (
    <div className={css.page} data-width={width}>
      <div className={css.head}>
        <div>
          <Title order={1} size="h3">
            {title}
          </Title>
          <Text c="dimmed">{lead}</Text>
        </div>
        {act}
      </div>
      {children}
    </div>
  );
}
