import { PasswordInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { signIn } from '../../api.js';
import { cacheKey } from '../../data/keys.js';
import { useTexts } from '../../texts/texts.js';
import { useProblemText } from '../../ui/problems.js';
import { DoorForm } from './door-form.js';

interface Faults {
  email?: string;
  password?: string;
  form?: string;
}

export function SignIn() {
  const { t } = useTexts();
  const tell = useProblemText();
  const cache = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [faults, setFaults] = useState<Faults>({});
  const [busy, setBusy] = useState(false);

  const submit = async (): Promise<void> => {
    const missing = {
      ...(email.trim() === '' ? { email: t('signIn.emptyEmail') } : {}),
      ...(password === '' ? { password: t('signIn.emptyPassword') } : {}),
    };
    setFaults(missing);
    if (Object.keys(missing).length > 0) return;
    setBusy(true);
    try {
      await signIn(email.trim(), password);
      await cache.refetchQueries({ queryKey: cacheKey.session });
    } catch (problem) {
      setFaults({ form: tell(problem) });
      setBusy(false);
    }
  };

  return (
    <DoorForm
      title={t('signIn.title')}
      lead={t('signIn.lead')}
      words={t('signIn.submit')}
      problem={faults.form}
      busy={busy}
      onSubmit={submit}
      hint={t('signIn.hint')}
    >
      <TextInput
        label={t('signIn.email')}
        type="email"
        name="email"
        autoComplete="username"
        autoFocus
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        error={faults.email}
        mb="sm"
      />
      <PasswordInput
        label={t('signIn.password')}
        name="password"
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={faults.password}
      />
    </DoorForm>
  );
}
