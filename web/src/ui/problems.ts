/** Refusals in the operator's language; what is not in the dictionary is said in the server's words. */
import { notifications } from '@mantine/notifications';
import { useCallback } from 'react';
import { ApiProblem } from '../api.js';
import { isTextKey, useTexts } from '../texts/texts.js';

/** Returns a function that puts a failure in words. */
export function useProblemText(): (problem: unknown) => string {
  const { t } = useTexts();
  return useCallback(
    (problem: unknown) => {
      if (!(problem instanceof ApiProblem)) return String(problem);
      if (problem.status === 0) return t('problem.network');
      const key = `problem.${problem.code}`;
      if (isTextKey(key)) return t(key);
      return [problem.problem.message, problem.problem.remedy].filter(Boolean).join(' ');
    },
    [t],
  );
}

/** Returns a function that shows a failure for some seconds. */
export function useComplain(): (problem: unknown) => void {
  const { t } = useTexts();
  const tell = useProblemText();
  return useCallback(
    (problem: unknown) => {
      notifications.show({
        color: 'red',
        title: t('app.failed'),
        message: tell(problem),
        autoClose: 8000,
      });
    },
    [t, tell],
  );
}
