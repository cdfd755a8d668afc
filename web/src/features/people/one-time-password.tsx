/** Shown once; closing it by accident is made hard. */
import { Button, Code, CopyButton, Group, Modal, Text } from '@mantine/core';
import type { OperatorAnswer } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';

export function OneTimePassword({
  answer,
  onClose,
}: {
  answer: OperatorAnswer;
  onClose: () => void;
}) {
  const { t } = useTexts();
  const password = answer.oneTimePassword ?? '';
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('people.password')}
      centered
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
      transitionProps={{ duration: 0 }}
    >
      <Text size="sm" mb="sm">
        {t('people.password.lead', { name: answer.operator.name })}
      </Text>
      <Code block fz="lg" ta="center">
        {password}
      </Code>
      <Group justify="flex-end" mt="lg">
        <CopyButton value={password}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {t(copied ? 'app.copied' : 'app.copy')}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose}>{t('people.done')}</Button>
      </Group>
    </Modal>
  );
}
