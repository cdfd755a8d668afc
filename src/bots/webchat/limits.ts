import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { SahutError } from '../../errors.js';

const MINUTE_MS = 60_000;

/**
 * Requests a minute. An address may be a whole village behind one carrier's NAT: its limit stops
 * floods only, and each page has a limit of its own. The page repeats what was refused, later.
 */
export const PER_MINUTE = {
  sessions: { address: 120 },
  write: { address: 600, chat: 40 },
  upload: { address: 120, chat: 15 },
  poll: { address: 3_000, chat: 120 },
  file: { address: 1_200, chat: 120 },
} as const;

/** Refuses with `request/too-many` and a Retry-After header. */
export function perAddress(limit: number): RequestHandler {
  return limiter(limit);
}

/** The same for one page; `keyOf` tells which. */
export function perChat(limit: number, keyOf: (request: Request) => string): RequestHandler {
  return limiter(limit, keyOf);
}

function limiter(limit: number, keyGenerator?: (request: Request) => string): RequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit,
    standardHeaders: true,
    legacyHeaders: false,
    handler: tooMany,
    ...(keyGenerator ? { keyGenerator } : {}),
  });
}

function tooMany(_request: Request, _response: Response, next: NextFunction): void {
  next(new SahutError('request/too-many'));
}
