import type { RequestHandler } from 'express';
import helmet from 'helmet';

export interface HeaderWishes {
  /** Address of the server; https adds HSTS. */
  publicUrl: string;
  /** Where map tiles come from, e.g. `https://tile.example`. */
  tileHosts: readonly string[];
}

/** The pages that citizens see on other people's sites. */
const EMBEDDABLE = /^\/chat(\/|$|\.html$)/;

/**
 * Security headers. Nothing runs but our own scripts; the inbox stands in nobody's frame, the web
 * chat in anybody's.
 */
export function securityHeaders(wishes: HeaderWishes): RequestHandler {
  const inbox = headersFor(wishes, false);
  const chat = headersFor(wishes, true);
  return (request, response, next) =>
    (EMBEDDABLE.test(request.path) ? chat : inbox)(request, response, next);
}

function headersFor({ publicUrl, tileHosts }: HeaderWishes, embeddable: boolean): RequestHandler {
  const secure = publicUrl.startsWith('https:');
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:', ...tileHosts],
        mediaSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: [embeddable ? '*' : "'self'"],
      },
    },
    crossOriginResourcePolicy: { policy: embeddable ? 'cross-origin' : 'same-origin' },
    crossOriginOpenerPolicy: embeddable ? false : { policy: 'same-origin' },
    originAgentCluster: secure,
    frameguard: embeddable ? false : { action: 'sameorigin' },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
  });
}
