/** Which page is shown: sign-in, new password, or the one that the address names. */
import { Center, Loader } from '@mantine/core';
import { lazy, Suspense, useEffect } from 'react';
import { useMe, useSession } from './data/queries.js';
import { readRoute, usePath } from './data/route.js';
import { NewPassword } from './features/session/new-password.js';
import { SignIn } from './features/session/sign-in.js';
import { InboxPage } from './inbox-page.js';
import { Shell } from './shell.js';
import { suggestLanguage, useTexts } from './texts/texts.js';
import { setTimeZone } from './texts/times.js';
import { Boundary } from './ui/boundary.js';
import { IconLock } from './ui/icons.js';
import { useMay } from './ui/permissions.js';
import { Empty, Failed } from './ui/states.js';

const ChannelsPage = lazy(() => import('./features/channels/channels-page.js'));
const QuickRepliesPage = lazy(() => import('./features/quick-replies/quick-replies-page.js'));
const ModelPage = lazy(() => import('./features/model/model-page.js'));
const PeoplePage = lazy(() => import('./features/people/people-page.js'));

function Waiting() {
  const { t } = useTexts();
  return (
    <Center h="100%">
      <Loader aria-label={t('app.loading')} />
    </Center>
  );
}

function Page() {
  const { t } = useTexts();
  const may = useMay();
  const [path] = usePath();
  const route = readRoute(path);
  if (route) return <InboxPage route={route} />;
  const pages = {
    '/channels': { Shown: ChannelsPage, allowed: may('channel.read') },
    '/quick-replies': { Shown: QuickRepliesPage, allowed: may('conversation.read') },
    '/model': { Shown: ModelPage, allowed: may('model.read') },
    '/people': { Shown: PeoplePage, allowed: may('operator.read') },
  };
  const page = Object.entries(pages).find(([at]) => at === path)?.[1];
  if (!page?.allowed) {
    return <Empty icon={IconLock} title={t(page ? 'app.notAllowed' : 'app.notFound')} />;
  }
  return (
    <Suspense fallback={<Waiting />}>
      <page.Shown />
    </Suspense>
  );
}

function SignedIn() {
  const { operator, timeZone } = useMe();
  setTimeZone(timeZone);
  useEffect(() => suggestLanguage(operator.language), [operator.language]);
  return (
    <Shell>
      <Boundary>
        <Page />
      </Boundary>
    </Shell>
  );
}

export function App() {
  const { data, isPending, isError, error, refetch } = useSession();
  if (isPending) return <Waiting />;
  if (isError && !data) return <Failed problem={error} retry={refetch} />;
  if (!data) return <SignIn />;
  if (data.operator.mustChangePassword) return <NewPassword />;
  return <SignedIn key={data.operator.id} />;
}
