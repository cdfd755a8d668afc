import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { asError, type ErrorCode, SahutError } from '../errors.js';
import type { Problem } from '../handoff/contract.js';
import type { Logger } from '../log.js';

/** Names every request, so that an answer and a log line can be brought together. */
export const nameRequest: RequestHandler = (_request, response, next) => {
  const requestId = randomUUID();
  response.locals.requestId = requestId;
  response.setHeader('X-Request-Id', requestId);
  next();
};

/** What nobody answered: `request/not-found`. */
export const notFound: RequestHandler = () => {
  throw new SahutError('request/not-found');
};

/** The one answer to every failure: a problem as JSON. What is unforeseen goes to the log, not out. */
export function answerProblems(log: Logger): ErrorRequestHandler {
  return (thrown: unknown, request, response, next) => {
    const error = foreseen(thrown);
    const requestId = String(response.locals.requestId ?? '');
    if (error.status >= 500) {
      const route: unknown = response.locals.route;
      const { method } = request;
      const level = thrown instanceof SahutError ? 'warn' : 'error';
      log[level]({ err: asError(thrown), requestId, method, route }, 'a request failed');
    }
    if (response.headersSent) return next(thrown);
    const wait = (thrown as { retryAfterSeconds?: unknown }).retryAfterSeconds;
    if (typeof wait === 'number') response.setHeader('Retry-After', String(wait));
    response.setHeader('Cache-Control', 'no-store');
    response.status(error.status).json(problemOf(error, requestId));
  };
}

function problemOf(error: SahutError, requestId: string): Problem {
  const { code, message, remedy, fields } = error;
  return {
    code,
    message,
    remedy,
    ...(fields ? { fields: { ...fields } } : {}),
    ...(error.status >= 500 && requestId ? { requestId } : {}),
  };
}

/** Express, body-parser and send report faults of the request as errors with a status. */
function foreseen(thrown: unknown): SahutError {
  if (thrown instanceof SahutError) return thrown;
  const status = (thrown as { status?: unknown } | null)?.status;
  return new SahutError(codeFor(status), undefined, undefined, { cause: thrown });
}

function codeFor(status: unknown): ErrorCode {
  if (typeof status !== 'number' || status < 400 || status > 499) return 'internal/unexpected';
  if (status === 413) return 'request/too-large';
  if (status === 404) return 'request/not-found';
  return 'request/invalid';
}
