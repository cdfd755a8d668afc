import { Button, PasswordInput, Text, TextInput, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { signIn } from '../../api.js';
import { cacheKey } from '../../data/keys.js';
import { useTexts } from '../../texts/texts.js';
import { useProblemText } from '../../ui/problems.js';
import { Door } from './door.js';

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

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
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
    <Door>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Title order={1} size="h3">
          {t('signIn.title')}
        </Title>
        <Text c="dimmed" size="sm" mb="lg">
          {t('signIn.lead')}
        </Text>
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
        <Text role="alert" size="sm" c="var(--red-text)" mih={22} my={6}>
          {faults.form}
        </Text>
        <Button type="submit" fullWidth loading={busy}>
          {t('signIn.submit')}
        </Button>
        <Text size="xs" c="dimmed" mt="md">
          {t('signIn.hint')}
        </Text>
      </form>
    </Door>
  );
}
