import { randomBytes } from 'node:crypto';
import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import type { z } from 'zod';
import { SahutError } from '../../errors.js';
import type { Content } from '../../models/message.js';
import type { ChannelSink } from '../channel.js';
import { PER_MINUTE, perAddress, perChat } from './limits.js';
import {
  asContent,
  chatIdOf,
  fileQuery,
  messageBody,
  pollQuery,
  tokenOf,
  uploadQuery,
} from './parse.js';
import { UPLOAD_BYTES, type WebchatParts } from './parts.js';
import { createProofs, poll } from './poll.js';
import { visible } from './render.js';
import { mediaIdOf, sniff } from './upload.js';
import type { Waiting } from './waiting.js';

interface RouteParts extends WebchatParts {
  /** Throws `channel/stopped` when there is nobody to tell. */
  sink(): ChannelSink;
  waiting: Waiting;
}

/** The routes of the page: sign on, write, upload, read. */
export function webchatRouter(parts: RouteParts): Router {
  const router = Router();
  const { organisation } = parts;
  router.use(named);
  router.get('/about', (_request, response) => {
    response.set('Cache-Control', 'public, max-age=300').json({ organisation });
  });
  router.post('/sessions', perAddress(PER_MINUTE.sessions.address), (_request, response) => {
    const token = randomBytes(32).toString('base64url');
    response.set('Cache-Control', 'no-store').json({ token, organisation });
  });
  router.get('/messages', ...forPages('poll'), reading(parts));
  router.post(
    '/messages',
    ...forPages('write'),
    express.json({ limit: '128kb' }),
    answer((request, chatId) => {
      const body = read(messageBody, request.body);
      return arrived(parts, { chatId, clientId: body.clientId, content: asContent(body) });
    }),
  );
  router.put(
    '/media',
    ...forPages('upload'),
    express.raw({ type: () => true, limit: UPLOAD_BYTES }),
    answer((request, chatId) => upload(parts, request, chatId)),
  );
  router.get('/media/:id', ...forPages('file'), async (request, response) => {
    const { data, mimeType } = await fileOf(parts, request);
    response
      .type(mimeType)
      .set('Cache-Control', 'private, max-age=86400')
      .vary('Authorization')
      .send(Buffer.from(data));
  });
  return router;
}

/** Who it is, and how often, before a body is read. */
function forPages(what: Exclude<keyof typeof PER_MINUTE, 'sessions'>): RequestHandler[] {
  const { address, chat } = PER_MINUTE[what];
  const known: RequestHandler = (request, _response, next) => {
    chatOf(request);
    next();
  };
  return [perAddress(address), known, perChat(chat, chatOf)];
}

function reading(parts: RouteParts): RequestHandler {
  const proves = createProofs(parts, parts.sink);
  return answer(async (request, chatId) => {
    const { after, waitSeconds } = read(pollQuery, request.query);
    const conversationId = parts.conversationId(chatId);
    parts.sink();
    await proves(conversationId, after);
    return poll(parts, {
      conversationId,
      after,
      waitSeconds,
      onHangUp: (giveUp) => request.res?.once('close', giveUp),
    });
  });
}

async function upload(parts: RouteParts, request: Request, chatId: string): Promise<unknown> {
  const { clientId, caption } = read(uploadQuery, request.query);
  parts.sink();
  const { data, kind, mimeType } = await sniff(request.body, request.get('content-type'));
  const id = mediaIdOf(chatId, clientId);
  const media = await parts.keepMedia(parts.conversationId(chatId), data, { id, mimeType });
  const content = { kind, media, ...(caption ? { caption } : {}) };
  return { ...(await arrived(parts, { chatId, clientId, content })), mediaId: media.mediaId };
}

/** Resolves when the message is durable. */
async function arrived(
  parts: RouteParts,
  { chatId, clientId, content }: { chatId: string; clientId: string; content: Content },
): Promise<{ kept: true }> {
  const externalId = `${chatId}:${clientId}`;
  await parts.sink().arrived({ chatId, externalId, content, sender: {} });
  return { kept: true };
}

/** A file that the page can see in its thread; anything else is unknown to it. */
async function fileOf(parts: RouteParts, request: Request) {
  const { message } = read(fileQuery, request.query);
  const conversationId = parts.conversationId(chatOf(request));
  const found = await parts.history(conversationId, { after: message - 1, limit: 1 });
  const content = visible(found)[0]?.content;
  const mediaId = content && 'media' in content ? content.media.mediaId : null;
  const file = mediaId === request.params.id ? await parts.readMedia(mediaId) : null;
  if (!file) throw new SahutError('media/unknown');
  return file;
}

function chatOf(request: Request): string {
  const token = tokenOf(request.get('authorization'));
  if (!token) throw new SahutError('session/required');
  return chatIdOf(token);
}

/** Runs an action for a known page and answers with its JSON. */
function answer(action: (request: Request, chatId: string) => Promise<unknown>): RequestHandler {
  return async (request: Request, response: Response): Promise<void> => {
    const result = await action(request, chatOf(request));
    if (!response.destroyed) response.set('Cache-Control', 'no-store').json(result);
  };
}

function read<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const result = schema.safeParse(input ?? {});
  if (result.success) return result.data;
  const fields = Object.fromEntries(
    result.error.issues.map((issue) => [issue.path.join('.') || 'body', issue.message]),
  );
  throw new SahutError('request/invalid', undefined, fields);
}

/** Names the route for the metrics, without ids. */
const named: RequestHandler = (request, response, next) => {
  const [, first = ''] = request.path.split('/');
  const known = ['about', 'sessions', 'messages', 'media'].includes(first);
  if (known) response.locals.route = `/chat/api/${first}`;
  next();
};
