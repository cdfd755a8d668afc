import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type RequestHandler, type Response, Router } from 'express';
import { SahutError } from '../errors.js';

/** Vite puts what bears a hash in its name here. */
const HASHED = /[\\/]assets[\\/]/;
const YEAR_SECONDS = 31_536_000;

/** Where the web chat's page stands in the build, whichever way it is laid out. */
const CHAT_PAGES = ['chat.html', join('chat', 'index.html')];

/** The built pages: files, then `/chat`, then the inbox for every other address a person opens. */
export function pages(webDir: string): Router {
  const router = Router();
  router.get(['/chat', '/chat/'], (_request, response) => sendPage(response, webDir, CHAT_PAGES));
  router.use(
    express.static(webDir, { index: false, redirect: false, setHeaders: cacheByName, etag: true }),
  );
  router.get('/{*path}', inboxPage(webDir));
  return router;
}

function inboxPage(webDir: string): RequestHandler {
  return (request, response, next) => {
    const forPeople = request.accepts(['html', 'json']) === 'html';
    const looksLikeFile = /\.\w{1,8}$/.test(request.path);
    if (!forPeople || looksLikeFile || request.path.startsWith('/api/')) return next();
    sendPage(response, webDir, ['index.html']);
  };
}

function sendPage(response: Response, webDir: string, names: readonly string[]): void {
  const name = names.find((one) => existsSync(join(webDir, one)));
  if (name === undefined) {
    throw new SahutError('request/not-found', 'The pages are not built: run "npm run build".');
  }
  response.locals.route = 'page';
  response.setHeader('Cache-Control', 'no-cache');
  response.sendFile(name, { root: webDir, cacheControl: false });
}

function cacheByName(response: Response['req']['res'] & object, path: string): void {
  response.locals.route = 'file';
  const cache = HASHED.test(path) ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache';
  response.setHeader('Cache-Control', cache);
}
