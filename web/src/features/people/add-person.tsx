/** A new operator; the answer carries the one-time password. */
import { Button, Group, Modal, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ApiProblem, addOperator, type NewOperator } from '../../api.js';
import { type Language, type OperatorAnswer, ROLES, type Role } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { useProblemText } from '../../ui/problems.js';

interface Props {
  onClose: () => void;
  onAdded: (answer: OperatorAnswer) => void;
}

type Faults = Partial<Record<keyof NewOperator, string>>;

export function AddPerson({ onClose, onAdded }: Props) {
  const { t, language } = useTexts();
  const tell = useProblemText();
  const [person, setPerson] = useState<NewOperator>({
    name: '',
    email: '',
    role: 'operator',
    language,
  });
  const [faults, setFaults] = useState<Faults>({});
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const found: Faults = {
      ...(person.name.trim() === '' ? { name: t('people.emptyName') } : {}),
      ...(/^\S+@\S+$/.test(person.email.trim()) ? {} : { email: t('people.badEmail') }),
    };
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      onAdded(
        await addOperator({ ...person, name: person.name.trim(), email: person.email.trim() }),
      );
    } catch (problem) {
      const told = problem instanceof ApiProblem ? problem.problem.fields : undefined;
      setFaults({ email: tell(problem), ...told });
      setBusy(false);
    }
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('people.add')}
      centered
      transitionProps={{ duration: 0 }}
    >
      <form onSubmit={(event) => void submit(event)} noValidate>
        <TextInput
          data-autofocus
          label={t('people.name')}
          autoComplete="off"
          value={person.name}
          error={faults.name}
          onChange={(event) => setPerson({ ...person, name: event.currentTarget.value })}
          mb="sm"
        />
        <TextInput
          label={t('people.email')}
          type="email"
          autoComplete="off"
          value={person.email}
          error={faults.email}
          onChange={(event) => setPerson({ ...person, email: event.currentTarget.value })}
          mb="sm"
        />
        <NativeSelect
          label={t('people.role')}
          value={person.role}
          data={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
          onChange={(event) => setPerson({ ...person, role: event.currentTarget.value as Role })}
          mb="sm"
        />
        <NativeSelect
          label={t('app.language')}
          value={person.language}
          data={[
            { value: 'id', label: t('language.id') },
            { value: 'en', label: t('language.en') },
          ]}
          onChange={(event) =>
            setPerson({ ...person, language: event.currentTarget.value as Language })
          }
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('people.add')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
