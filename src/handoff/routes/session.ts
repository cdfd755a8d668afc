import type { Operator } from '../../models/operator.js';
import type { SessionView } from '../contract.js';
import { sessionCookie } from '../cookie.js';
import type { Desk } from '../desk.js';
import { permissionsOf } from '../policy.js';
import type { SignedIn } from '../session.js';
import { operatorView } from '../views.js';
import type { Visit } from './route.js';

type Given = { email: string; password: string };

/** Signs in: sets the cookie and answers the session. A session the browser had before ends. */
export async function openSession(
  { parts, signIn, live }: Desk,
  { request, response }: Visit,
  given: Given,
): Promise<SessionView> {
  const address = request.ip ?? request.socket.remoteAddress ?? 'unknown';
  const { operator, token } = await signIn.open(given, address);
  const before = response.locals.who as SignedIn | null | undefined;
  if (before) {
    await signIn.end(before.session.tokenHash);
    live.endSession(before.session.tokenHash);
  }
  response.setHeader('Set-Cookie', sessionCookie(token, parts.publicUrl));
  return sessionView({ parts, live }, operator);
}

/** Signs out, here and on every live line of this session. */
export async function closeSession({ parts, signIn, live }: Desk, visit: Visit): Promise<void> {
  const { tokenHash } = visit.who().session;
  await signIn.end(tokenHash);
  live.endSession(tokenHash);
  visit.response.setHeader('Set-Cookie', sessionCookie('', parts.publicUrl));
}

/** What the page needs to know about who is signed in. */
export function sessionView(
  { parts, live }: Pick<Desk, 'parts' | 'live'>,
  operator: Operator,
): SessionView {
  return {
    operator: operatorView(operator),
    organisation: parts.organisation,
    timeZone: parts.timeZone,
    permissions: permissionsOf(operator.role),
    changed: live.stamp(),
  };
}
