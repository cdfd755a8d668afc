import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import { SahutError } from '../../errors.js';
import { tokenIn } from '../cookie.js';
import { isOwnOrigin } from '../origin.js';
import { may } from '../policy.js';
import type { SignedIn, SignIn } from '../session.js';
import type { Route } from './route.js';

/** JSON bodies are words of people, never files. */
const JSON_LIMIT = '128kb';

interface Gate {
  signIn: SignIn;
  publicUrl: string;
}

/**
 * An express router over the table. In front of every action: origin, session, permission, then the
 * body is read, then its shape is checked. Failures go to the error answer of the server.
 */
export function createRouter(routes: readonly Route[], gate: Gate): Router {
  const router = Router();
  for (const route of routes) {
    router[route.method](route.path, guard(route, gate), ...bodyReader(route), act(route));
  }
  return router;
}

function guard(route: Route, { signIn, publicUrl }: Gate): RequestHandler {
  return async (request, response, next) => {
    response.locals.route = route.path;
    response.setHeader('Cache-Control', 'no-store');
    if (route.method !== 'get' && !isOwnOrigin(request.headers, publicUrl)) {
      throw new SahutError('request/wrong-origin');
    }
    const token = tokenIn(request.headers.cookie, publicUrl);
    const who = token === undefined ? null : await signIn.find(token);
    response.locals.who = who;
    checkRights(route, who);
    next();
  };
}

function checkRights({ need }: Route, who: SignedIn | null): void {
  if (need === 'open') return;
  if (!who) throw new SahutError('session/required');
  if (need === 'signed-in') return;
  if (who.operator.mustChangePassword) throw new SahutError('session/change-password');
  if (!may(who.operator.role, need)) throw new SahutError('session/forbidden');
}

/** Bodies are read after the guard: strangers cannot make the server read files. */
function bodyReader(route: Route): RequestHandler[] {
  if (route.method === 'get') return [];
  if (route.rawBytes !== null) return [express.raw({ type: () => true, limit: route.rawBytes })];
  return [express.json({ limit: JSON_LIMIT, strict: true, type: () => true })];
}

function act(route: Route): RequestHandler {
  return async (request: Request, response: Response) => {
    const answer = await route.run({ request, response, who: () => signedIn(response) });
    if (route.answer === 'stream') return;
    if (route.answer === null) response.status(route.status).end();
    else response.status(route.status).json(answer);
  };
}

function signedIn(response: Response): SignedIn {
  const who = response.locals.who as SignedIn | null | undefined;
  if (!who) throw new SahutError('session/required');
  return who;
}
