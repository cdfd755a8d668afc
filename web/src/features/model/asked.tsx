/** A button that asks before it changes how messages are read from now on. */
import { Button, Group, Modal, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTexts } from '../../texts/texts.js';

interface Props {
  words: string;
  question: string;
  busy: boolean;
  onYes: () => Promise<void>;
  icon?: ReactNode;
}

export function Asked({ words, question, busy, onYes, icon }: Props) {
  const { t } = useTexts();
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Button variant="default" size="sm" leftSection={icon} onClick={() => setAsked(true)}>
        {words}
      </Button>
      <Modal
        opened={asked}
        onClose={() => setAsked(false)}
        title={words}
        closeButtonProps={{ 'aria-label': t('app.cancel') }}
        centered
        transitionProps={{ duration: 0 }}
      >
        <Text size="sm">{question}</Text>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={() => setAsked(false)}>
            {t('app.cancel')}
          </Button>
          <Button loading={busy} onClick={() => void onYes().then(() => setAsked(false))}>
            {words}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
