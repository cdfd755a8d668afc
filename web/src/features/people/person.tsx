/** One operator: role, state, and what an administrator may do. */
import { Badge, Button, Group, Modal, NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import { useMe } from '../../data/queries.js';
import { type OperatorView, ROLES, type Role } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { useMay } from '../../ui/permissions.js';
import css from './people.module.css';

export interface Change {
  role?: Role;
  disabled?: boolean;
  resetPassword?: true;
}

interface Props {
  person: OperatorView;
  onChange: (change: Change) => Promise<void>;
}

interface Question {
  title: string;
  words: string;
  change: Change;
}

function Confirm({
  question,
  onYes,
  onNo,
}: {
  question: Question;
  onYes: () => void;
  onNo: () => void;
}) {
  const { t } = useTexts();
  return (
    <Modal opened onClose={onNo} title={question.title} centered transitionProps={{ duration: 0 }}>
      <Text size="sm">{question.words}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onNo}>
          {t('app.cancel')}
        </Button>
        <Button onClick={onYes}>{question.title}</Button>
      </Group>
    </Modal>
  );
}

function Actions({ person, onChange }: Props) {
  const { t } = useTexts();
  const [asked, setAsked] = useState<Question | null>(null);
  const { name } = person;
  const reset = t('people.reset');
  const off = t('people.disable');
  return (
    <div className={css.actions}>
      <Button
        size="compact-sm"
        variant="subtle"
        onClick={() =>
          setAsked({
            title: reset,
            words: t('people.reset.ask', { name }),
            change: { resetPassword: true },
          })
        }
      >
        {reset}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() =>
          person.disabled
            ? void onChange({ disabled: false })
            : setAsked({
                title: off,
                words: t('people.disable.ask', { name }),
                change: { disabled: true },
              })
        }
      >
        {person.disabled ? t('people.enable') : off}
      </Button>
      {asked && (
        <Confirm
          question={asked}
          onNo={() => setAsked(null)}
          onYes={() => {
            setAsked(null);
            void onChange(asked.change);
          }}
        />
      )}
    </div>
  );
}

export function Person({ person, onChange }: Props) {
  const { t } = useTexts();
  const may = useMay();
  const me = useMe().operator.id;
  const self = person.id === me;
  const manage = may('operator.manage') && !self;
  return (
    <li className={css.person} data-disabled={person.disabled}>
      <div className={css.who}>
        <strong>
          {person.name} {self && <span className={css.you}>({t('people.you')})</span>}
        </strong>
        <span>{person.email}</span>
      </div>
      <div className={css.badges}>
        <Badge className={css.badge} variant="default">
          {t(person.disabled ? 'people.disabled' : 'people.active')}
        </Badge>
        {person.mustChangePassword && !person.disabled && (
          <Badge className={css.badge} data-warn="true" variant="default">
            {t('people.oneTime')}
          </Badge>
        )}
      </div>
      <NativeSelect
        size="xs"
        aria-label={`${t('people.role')}: ${person.name}`}
        disabled={!manage || person.disabled}
        value={person.role}
        data={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
        onChange={(event) => void onChange({ role: event.currentTarget.value as Role })}
      />
      {manage ? <Actions person={person} onChange={onChange} /> : <div className={css.actions} />}
    </li>
  );
}
