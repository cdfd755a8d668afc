import { PasswordInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem, changePassword } from '../../api.js';
import { cacheKey } from '../../data/keys.js';
import { type TextKey, useTexts } from '../../texts/texts.js';
import { useProblemText } from '../../ui/problems.js';
import { DoorForm } from './door-form.js';
import { type NewPasswordFields, passwordFaults } from './password-rules.js';

const FIELDS: {
  name: keyof NewPasswordFields;
  label: TextKey;
  complete: string;
  hint?: TextKey;
}[] = [
  { name: 'current', label: 'newPassword.current', complete: 'current-password' },
  { name: 'next', label: 'newPassword.next', complete: 'new-password', hint: 'newPassword.rule' },
  { name: 'again', label: 'newPassword.again', complete: 'new-password' },
];

/** The one-time password must go before anything else is shown. */
export function NewPassword() {
  const { t } = useTexts();
  const tell = useProblemText();
  const cache = useQueryClient();
  const [fields, setFields] = useState<NewPasswordFields>({ current: '', next: '', again: '' });
  const [faults, setFaults] = useState<Partial<Record<keyof NewPasswordFields | 'form', string>>>(
    {},
  );
  const [busy, setBusy] = useState(false);

  const submit = async (): Promise<void> => {
    const found = passwordFaults(fields);
    setFaults(Object.fromEntries(Object.entries(found).map(([name, key]) => [name, t(key)])));
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      await changePassword(fields.current, fields.next);
      await cache.refetchQueries({ queryKey: cacheKey.session });
    } catch (problem) {
      const told = problem instanceof ApiProblem ? problem.problem.fields : undefined;
      setFaults({ ...told, form: tell(problem) });
      setBusy(false);
    }
  };

  return (
    <DoorForm
      title={t('newPassword.title')}
      lead={t('newPassword.lead')}
      words={t('newPassword.submit')}
      problem={faults.form}
      busy={busy}
      onSubmit={submit}
    >
      {FIELDS.map(({ name, label, complete, hint }) => (
        <PasswordInput
          key={name}
          mb="sm"
          label={t(label)}
          description={hint && t(hint)}
          autoComplete={complete}
          value={fields[name]}
          onChange={(event) => setFields({ ...fields, [name]: event.currentTarget.value })}
          error={faults[name]}
        />
      ))}
    </DoorForm>
  );
}
