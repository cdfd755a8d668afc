/** The next status, of the legal ones, with a note that the citizen can read. */
import { Button, NativeSelect, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ComplaintPatch, ComplaintView, Status } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import css from './panel.module.css';

interface Props {
  complaint: ComplaintView;
  busy: boolean;
  change: (patch: Omit<ComplaintPatch, 'version'>) => Promise<boolean>;
}

export function StatusForm({ complaint, busy, change }: Props) {
  const { t } = useTexts();
  const [status, setStatus] = useState<Status | ''>('');
  const [note, setNote] = useState('');
  const { moves } = complaint;
  const legal = status !== '' && moves.includes(status) ? status : '';
  const words = note.trim();

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const kept = await change({
      ...(legal === '' ? {} : { status: legal }),
      ...(words === '' ? {} : { publicNote: words }),
    });
    if (!kept) return;
    setStatus('');
    setNote('');
  };

  return (
    <form className={css.form} onSubmit={(event) => void submit(event)}>
      {moves.length === 0 ? (
        <Text size="sm">{t('case.noMoves')}</Text>
      ) : (
        <NativeSelect
          size="xs"
          label={t('case.setStatus')}
          value={legal}
          data={[
            { value: '', label: `${t(`status.${complaint.status}`)} →` },
            ...moves.map((value) => ({ value, label: t(`status.${value}`) })),
          ]}
          onChange={(event) => setStatus(event.currentTarget.value as Status | '')}
        />
      )}
      <Textarea
        size="xs"
        autosize
        minRows={1}
        maxRows={5}
        label={t('case.publicNote')}
        description={t('case.publicNote.hint')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {(legal !== '' || words !== '') && (
        <Button type="submit" size="xs" loading={busy}>
          {t('case.apply')}
        </Button>
      )}
    </form>
  );
}
