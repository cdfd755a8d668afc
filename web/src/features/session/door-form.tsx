/** What is asked before the inbox opens: fields, one line for what went wrong, one button. */
import { Button, Text, Title } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { Door } from './door.js';

interface Props {
  title: string;
  lead: string;
  /** Of the button. */
  words: string;
  problem: string | undefined;
  busy: boolean;
  onSubmit: () => Promise<void>;
  children: ReactNode;
  /** Below the button. */
  hint?: string;
}

export function DoorForm({ title, lead, words, problem, busy, onSubmit, children, hint }: Props) {
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void onSubmit();
  };
  return (
    <Door>
      <form onSubmit={submit} noValidate>
        <Title order={1} size="h3">
          {title}
        </Title>
        <Text c="dimmed" size="sm" mb="lg">
          {lead}
        </Text>
        {children}
        <Text role="alert" size="sm" c="var(--red-text)" mih={22} my={6}>
          {problem}
        </Text>
        <Button type="submit" fullWidth loading={busy}>
          {words}
        </Button>
        {hint && (
          <Text size="xs" c="dimmed" mt="md">
            {hint}
          </Text>
        )}
      </form>
    </Door>
  );
}
