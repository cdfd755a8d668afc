/** Who may sign in, and as what. */
import { Button, Skeleton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeOperator } from '../../api.js';
import { cacheKey } from '../../data/keys.js';
import { useOperators } from '../../data/queries.js';
import type { OperatorAnswer } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { IconPlus } from '../../ui/icons.js';
import { Page } from '../../ui/page.js';
import { useMay } from '../../ui/permissions.js';
import { useComplain } from '../../ui/problems.js';
import { Failed } from '../../ui/states.js';
import { AddPerson } from './add-person.js';
import { OneTimePassword } from './one-time-password.js';
import css from './people.module.css';
import { type Change, Person } from './person.js';

export default function PeoplePage() {
  const { t } = useTexts();
  const may = useMay();
  const complain = useComplain();
  const cache = useQueryClient();
  const { data, error, isPending, isError, refetch } = useOperators();
  const [adding, setAdding] = useState(false);
  const [told, setTold] = useState<OperatorAnswer | null>(null);

  const show = (answer: OperatorAnswer): void => {
    if (answer.oneTimePassword) setTold(answer);
    void cache.invalidateQueries({ queryKey: cacheKey.operators });
  };
  const change = async (id: string, what: Change): Promise<void> => {
    try {
      show(await changeOperator(id, what));
    } catch (problem) {
      complain(problem);
      await refetch();
    }
  };

  return (
    <Page
      title={t('people.title')}
      lead={t('people.lead')}
      act={
        may('operator.manage') && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
            {t('people.add')}
          </Button>
        )
      }
    >
      {isPending && <Skeleton height={220} radius="lg" />}
      {isError && !data && <Failed problem={error} retry={refetch} />}
      {data && (
        <ul className={css.people}>
          {data.map((person) => (
            <Person key={person.id} person={person} onChange={(what) => change(person.id, what)} />
          ))}
        </ul>
      )}
      {adding && (
        <AddPerson
          onClose={() => setAdding(false)}
          onAdded={(answer) => {
            setAdding(false);
            show(answer);
          }}
        />
      )}
      {told && <OneTimePassword answer={told} onClose={() => setTold(null)} />}
    </Page>
  );
}
