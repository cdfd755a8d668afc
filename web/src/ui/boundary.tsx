/** A fault in one part must not take the whole page away from the operator. */
import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useTexts } from '../texts/texts.js';
import { IconAlertTriangle } from './icons.js';
import { Empty } from './states.js';

function Crashed({ message }: { message: string }) {
  const { t } = useTexts();
  return (
    <Empty icon={IconAlertTriangle} title={t('app.crashed')} lead={message}>
      <Button size="xs" onClick={() => window.location.reload()}>
        {t('app.reload')}
      </Button>
    </Empty>
  );
}

export class Boundary extends Component<{ children: ReactNode }, { message: string | null }> {
  override state = { message: null };

  static getDerivedStateFromError(fault: unknown): { message: string } {
    return { message: fault instanceof Error ? fault.message : String(fault) };
  }

  override render(): ReactNode {
    const { message } = this.state;
    return message === null ? this.props.children : <Crashed message={message} />;
  }
}
