/** What can be done in the first ten seconds, one key each: ask, advise, dispatch. */
import { Kbd } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { type EmergencyDesk, nextQuestion } from '../../data/asked.js';
import { useOutbox } from '../../data/outbox.js';
import { useMe, useThread } from '../../data/queries.js';
import { textOf } from '../../data/thread.js';
import type { ConversationDetail } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { IconCheck } from '../../ui/icons.js';
import { useShortcuts } from '../../ui/shortcuts.js';
import { Contacts } from './contacts.js';
import css from './emergency-acts.module.css';
import { useSay } from './use-say.js';

interface ActProps {
  name: string;
  keys: [string, string];
  words: ReactNode;
  disabled: boolean;
  pressed?: boolean;
  onAct: () => void;
}

function Act({ name, keys, words, disabled, pressed, onAct }: ActProps) {
  return (
    <button
      type="button"
      className={css.act}
      disabled={disabled}
      aria-pressed={pressed}
      aria-keyshortcuts={keys.join(' ')}
      onClick={onAct}
    >
      <span className={css.name}>
        {keys.map((key) => (
          <Kbd key={key} className={css.key}>
            {key}
          </Kbd>
        ))}
        {name}
      </span>
      <span className={css.words}>{words}</span>
    </button>
  );
}

function Advice({ advice, sent }: { advice: EmergencyDesk['advice']; sent: boolean }) {
  const { t } = useTexts();
  const { approvedBy, text } = advice;
  return (
    <>
      {sent && (
        <strong className={css.sent}>
          <IconCheck size={14} aria-hidden /> {t('act.adviceSent')} ·{' '}
        </strong>
      )}
      <em>({approvedBy ? t('act.approved', { name: approvedBy }) : t('act.draft')})</em> “{text}”
    </>
  );
}

export function EmergencyActs({ conversation }: { conversation: ConversationDetail }) {
  const { t } = useTexts();
  const me = useMe().operator.id;
  const { id, owner, emergencyDesk: desk } = conversation;
  const say = useSay(id);
  const messages = useThread(id).query.data?.messages ?? [];
  const pending = useOutbox()
    .filter((each) => each.conversationId === id)
    .map(({ text }) => text);
  const [dispatching, setDispatching] = useState(false);
  const mine = owner.kind === 'operator' && owner.operatorId === me;
  const question = desk ? nextQuestion(desk.questions, messages, pending) : null;
  const said = [...messages.map(textOf), ...pending];

  const ask = (): boolean => {
    if (mine && question) say('reply', question.text);
    return mine;
  };
  const advise = (): boolean => {
    if (mine && desk) say('reply', desk.advice.text);
    return mine;
  };
  const dispatch = (): void => setDispatching((open) => !open);
  useShortcuts({
    q: ask,
    Q: ask,
    F8: ask,
    s: advise,
    S: advise,
    F9: advise,
    d: dispatch,
    D: dispatch,
    F4: dispatch,
  });
  if (!desk) return <div className={css.acts} aria-busy="true" />;
  return (
    <>
      <div className={css.acts}>
        <Act
          name={t('act.question')}
          keys={['Q', 'F8']}
          words={question ? `“${question.text}”` : t('act.allKnown')}
          disabled={!mine || !question}
          onAct={ask}
        />
        <Act
          name={t('act.advice')}
          keys={['S', 'F9']}
          words={<Advice advice={desk.advice} sent={said.includes(desk.advice.text)} />}
          disabled={!mine}
          onAct={advise}
        />
        <Act
          name={t('act.dispatch')}
          keys={['D', 'F4']}
          words={desk.contacts.map(({ phone, name }) => `${name.id} ${phone}`).join(' · ')}
          disabled={false}
          pressed={dispatching}
          onAct={dispatch}
        />
      </div>
      {!mine && <p className={css.first}>{t('act.acceptFirst')}</p>}
      {dispatching && (
        <Contacts
          conversation={conversation}
          contacts={desk.contacts}
          onNote={(text) => say('note', text)}
          onClose={() => setDispatching(false)}
        />
      )}
    </>
  );
}
