import { parseCookie, stringifySetCookie } from 'cookie';
import { SESSION_HOURS } from './session.js';

/** Over https the name itself forbids other hosts and plain http to set it (RFC 6265bis prefixes). */
const nameFor = (secure: boolean): string => (secure ? '__Host-sahut' : 'sahut');

/** The Set-Cookie header of a session; an empty token ends it. */
export function sessionCookie(token: string, publicUrl: string): string {
  const secure = isSecure(publicUrl);
  return stringifySetCookie(nameFor(secure), token, {
    httpOnly: true,
    sameSite: 'strict',
    secure,
    path: '/',
    maxAge: token === '' ? 0 : SESSION_HOURS * 3600,
  });
}

/** The token in a Cookie header; undefined when there is none. */
export function tokenIn(header: string | undefined, publicUrl: string): string | undefined {
  const token = header ? parseCookie(header)[nameFor(isSecure(publicUrl))] : undefined;
  return token && /^[\w-]{43}$/.test(token) ? token : undefined;
}

function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith('https:');
}
