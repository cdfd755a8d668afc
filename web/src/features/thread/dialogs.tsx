/** Giving back, closing and taking over: one question each. */
import { Button, Group, Modal, Radio, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useActs } from '../../data/acts.js';
import { type ConversationDetail, OUTCOMES, type Outcome } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { useComplain } from '../../ui/problems.js';
import type { Ask } from './header.js';

interface Props {
  ask: Ask;
  conversation: ConversationDetail;
  onDone: () => void;
}

function Outcomes({ value, onChange }: { value: Outcome; onChange: (next: Outcome) => void }) {
  const { t } = useTexts();
  return (
    <Radio.Group
      label={t('action.close.lead')}
      value={value}
      onChange={(next) => onChange(OUTCOMES.find((each) => each === next) ?? value)}
    >
      <Stack gap={8} mt="xs">
        {OUTCOMES.map((each) => (
          <Radio key={each} value={each} label={t(`outcome.${each}`)} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

export default function Dialogs({ ask, conversation, onDone }: Props) {
  const { t } = useTexts();
  const complain = useComplain();
  const acts = useActs();
  const [note, setNote] = useState('');
  const [outcome, setOutcome] = useState<Outcome>('solved');
  const [busy, setBusy] = useState(false);
  const { id, owner } = conversation;
  const title = {
    release: t('action.release'),
    close: t('action.close'),
    'take-over': t('action.takeOver'),
  };
  const act = {
    release: () => acts.release(id, note.trim()),
    close: () => acts.close(id, outcome),
    'take-over': () => acts.claim(id, true),
  };
  const go = async (): Promise<void> => {
    setBusy(true);
    try {
      await act[ask]();
    } catch (problem) {
      complain(problem);
    }
    onDone();
  };
  return (
    <Modal opened onClose={onDone} title={title[ask]} centered transitionProps={{ duration: 0 }}>
      {ask === 'release' && (
        <>
          <Text size="sm" mb="sm">
            {t('action.release.lead')}
          </Text>
          <Textarea
            data-autofocus
            autosize
            minRows={3}
            label={t('action.release.note')}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </>
      )}
      {ask === 'close' && <Outcomes value={outcome} onChange={setOutcome} />}
      {ask === 'take-over' && owner.kind === 'operator' && (
        <Text size="sm">{t('action.takeOver.ask', { name: owner.name })}</Text>
      )}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onDone}>
          {t('app.cancel')}
        </Button>
        <Button loading={busy} onClick={() => void go()}>
          {title[ask]}
        </Button>
      </Group>
    </Modal>
  );
}
