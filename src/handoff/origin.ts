import type { IncomingHttpHeaders } from 'node:http';

/**
 * True when an unsafe request comes from our own pages, or from no page at all. Browsers send
 * `Origin` with every POST, PATCH and DELETE; programs such as curl send none and carry no cookies
 * of somebody else. The host that was asked counts as our own, so that localhost and 127.0.0.1 both
 * work; PUBLIC_URL counts too, for proxies that change the host.
 */
export function isOwnOrigin(headers: IncomingHttpHeaders, publicUrl: string): boolean {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  if (origin === undefined) return site === undefined || site === 'same-origin' || site === 'none';
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  return from.origin === new URL(publicUrl).origin || from.host === host;
}
