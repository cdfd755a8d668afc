/** Nothing there, and could not be read: said kindly, with what to do next. */
import { Button, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/texts.js';
import { IconAlertTriangle } from './icons.js';
import type { Icon } from './labels.js';
import { useProblemText } from './problems.js';
import css from './states.module.css';

interface EmptyProps {
  icon: Icon;
  title: string;
  lead?: string;
  children?: ReactNode;
}

/** A calm page or panel without content. */
export function Empty({ icon: Sign, title, lead, children }: EmptyProps) {
  return (
    <Stack className={css.state} align="center" justify="center" gap="xs">
      <span className={css.icon}>
        <Sign size={28} aria-hidden />
      </span>
      <Text fw={600}>{title}</Text>
      {lead && (
        <Text size="sm" c="dimmed" maw={320}>
          {lead}
        </Text>
      )}
      {children}
    </Stack>
  );
}

/** A failed read, with a button to try once more. */
export function Failed({ problem, retry }: { problem: unknown; retry: () => unknown }) {
  const { t } = useTexts();
  const tell = useProblemText();
  return (
    <div role="alert" className={css.state}>
      <Empty icon={IconAlertTriangle} title={t('app.failedLoad')} lead={tell(problem)}>
        <Button size="xs" variant="default" onClick={() => void retry()}>
          {t('app.retry')}
        </Button>
      </Empty>
    </div>
  );
}
