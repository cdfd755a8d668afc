/** A button that asks before it does what many would notice. */
import { Button, Group, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../texts/texts.js';

interface Props {
  words: string;
  question: string;
  busy: boolean;
  /** Does it; the question is gone when it is done. */
  onYes: () => Promise<void>;
  size?: 'xs' | 'sm';
  /** Of the button that does it. */
  color?: string;
}

export function Asked({ words, question, busy, onYes, size = 'sm', color }: Props) {
  const { t } = useTexts();
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Button variant="default" size={size} onClick={() => setAsked(true)}>
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
          <Button
            {...(color ? { color } : {})}
            loading={busy}
            onClick={() => void onYes().then(() => setAsked(false))}
          >
            {words}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
