/** One prepared answer, in both languages, with its variables one press away. */
import { Button, Chip, Group, Modal, Select, Text, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { addQuickReply, changeQuickReply } from '../../api.js';
import {
  CATEGORIES,
  type Language,
  type QuickReplyBody,
  type QuickReplyView,
  STATUSES,
} from '../../data/types.js';
import { strangersIn, VARIABLES } from '../../data/variables.js';
import { useTexts } from '../../texts/texts.js';
import { useProblemText } from '../../ui/problems.js';

interface Props {
  /** Null: a new one. */
  reply: QuickReplyView | null;
  onClose: () => void;
  onSaved: () => void;
}

const EMPTY: QuickReplyBody = {
  shortcut: '',
  text: { id: '', en: '' },
  category: null,
  status: null,
};
const SHORTCUT = /^[a-z0-9-]{1,32}$/;

function Variables({ onPick }: { onPick: (words: string) => void }) {
  const { t } = useTexts();
  return (
    <Group gap={4} mt={4} mb="sm" role="group" aria-label={t('replies.variables')}>
      {VARIABLES.map((name) => (
        <Chip
          key={name}
          size="xs"
          checked={false}
          title={t(`variable.${name}`)}
          onChange={() => onPick(`{${name}}`)}
        >
          {`{${name}}`}
        </Chip>
      ))}
    </Group>
  );
}

export function QuickReplyForm({ reply, onClose, onSaved }: Props) {
  const { t } = useTexts();
  const tell = useProblemText();
  const [draft, setDraft] = useState<QuickReplyBody>(reply ? bodyOf(reply) : EMPTY);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const written = useRef<Language>('id');
  const set = (change: Partial<QuickReplyBody>): void => setDraft((now) => ({ ...now, ...change }));
  const setText = (language: Language, words: string): void =>
    set({ text: { ...draft.text, [language]: words } });
  const fault = (language: Language): string | null => {
    const strangers = strangersIn(draft.text[language]).map((name) => `{${name}}`);
    return strangers.length === 0 ? null : t('replies.strangers', { names: strangers.join(', ') });
  };
  const ready =
    SHORTCUT.test(draft.shortcut) &&
    (['id', 'en'] as const).every((each) => draft.text[each].trim() !== '' && !fault(each));

  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!ready) return;
    setBusy(true);
    try {
      await (reply ? changeQuickReply(reply, draft) : addQuickReply(draft));
      onSaved();
    } catch (failure) {
      setProblem(tell(failure));
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(reply ? 'replies.edit' : 'replies.add')}
      transitionProps={{ duration: 0 }}
      // A second banner of the page, otherwise.
      attributes={{ header: { role: 'presentation' } }}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form onSubmit={(event) => void save(event)}>
        <TextInput
          data-autofocus
          required
          label={t('replies.shortcut')}
          description={t('replies.shortcut.lead')}
          leftSection="/"
          value={draft.shortcut}
          error={draft.shortcut !== '' && !SHORTCUT.test(draft.shortcut)}
          onChange={(event) => set({ shortcut: event.currentTarget.value.toLowerCase() })}
        />
        {(['id', 'en'] as const).map((language) => (
          <Textarea
            key={language}
            required
            mt="sm"
            autosize
            minRows={3}
            lang={language}
            label={t(`replies.text.${language}`)}
            value={draft.text[language]}
            error={fault(language)}
            onFocus={() => {
              written.current = language;
            }}
            onChange={(event) => setText(language, event.currentTarget.value)}
          />
        ))}
        <Variables
          onPick={(words) => setText(written.current, `${draft.text[written.current]}${words}`)}
        />
        <Group grow align="flex-start">
          <Select
            clearable
            label={t('replies.category')}
            placeholder={t('replies.all')}
            value={draft.category}
            data={CATEGORIES.map((value) => ({ value, label: t(`category.${value}`) }))}
            onChange={(value) => set({ category: CATEGORIES.find((one) => one === value) ?? null })}
          />
          <Select
            clearable
            label={t('replies.status')}
            placeholder={t('replies.all')}
            value={draft.status}
            data={STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))}
            onChange={(value) => set({ status: STATUSES.find((one) => one === value) ?? null })}
          />
        </Group>
        {problem !== '' && (
          <Text role="alert" c="var(--red-text)" mt="sm" size="sm">
            {problem}
          </Text>
        )}
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={!ready}>
            {t('app.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function bodyOf({ shortcut, text, category, status }: QuickReplyView): QuickReplyBody {
  return { shortcut, text, category, status };
}
