import { randomBytes } from 'node:crypto';
import express, { type NextFunction, type Request, type Response, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import { fileTypeFromBuffer } from 'file-type';
import type { z } from 'zod';
import { SahutError } from '../../errors.js';
import type { Content, MediaKind, MediaRef } from '../../models/message.js';
import type { ChannelSink } from '../channel.js';
import { asContent, chatIdOf, messageBody, pollQuery, tokenOf, uploadQuery } from './parse.js';
import { UPLOAD_BYTES, type WebchatParts } from './parts.js';
import { isSent, visible } from './render.js';

/** Messages of one page of history. */
const PAGE = 50;
const MINUTE_MS = 60_000;

/** A wait that can be given up. */
export interface NextMessage {
  promise: Promise<void>;
  cancel(): void;
}

interface RouteParts extends WebchatParts {
  sink(): ChannelSink;
  nextMessage(conversationId: string, ms: number): NextMessage;
}

type Action = (request: Request, chatId: string) => Promise<unknown>;

/** The routes of the page: sign on, write, upload, read. */
export function webchatRouter(parts: RouteParts): Router {
  const router = Router();
  const perAddress = (limit: number) =>
    rateLimit({
      windowMs: MINUTE_MS,
      limit,
      standardHeaders: true,
      legacyHeaders: false,
      handler: tooMany,
    });

  router.post('/sessions', perAddress(20), (_request, response) => {
    response.json({
      token: randomBytes(32).toString('base64url'),
      organisation: parts.organisation,
    });
  });
  router.get(
    '/messages',
    answer((request, chatId) => poll(parts, request, chatId)),
  );
  router.post(
    '/messages',
    perAddress(120),
    express.json({ limit: '128kb' }),
    answer(async (request, chatId) => {
      const body = read(messageBody, request.body);
      await arrived(parts, chatId, body.clientId, asContent(body));
      return { kept: true };
    }),
  );
  router.put(
    '/media',
    perAddress(30),
    express.raw({ type: () => true, limit: UPLOAD_BYTES }),
    answer((request, chatId) => upload(parts, request, chatId)),
  );
  router.get('/media/:id', async (request, response) => {
    const conversationId = parts.conversationId(chatOf(request));
    const file = await parts.readMedia(conversationId, String(request.params.id));
    if (!file) throw new SahutError('media/unknown');
    response
      .type(file.mimeType)
      .set('Cache-Control', 'private, max-age=86400')
      .send(Buffer.from(file.data));
  });
  return router;
}

/** What was sent after the page's last message; waits for something new when asked to. */
async function poll(parts: RouteParts, request: Request, chatId: string): Promise<unknown> {
  const { after, waitSeconds } = read(pollQuery, request.query);
  const conversationId = parts.conversationId(chatId);
  if (after === 0) {
    return { messages: visible(await parts.history(conversationId, { limit: PAGE })) };
  }
  const next = parts.nextMessage(conversationId, waitSeconds * 1000);
  // A message is written before it is sent: not every change has something for the page.
  let sent = await sentAfter(parts, conversationId, after);
  if (sent.length === 0) {
    request.res?.once('close', next.cancel);
    await next.promise;
    sent = await sentAfter(parts, conversationId, after);
  }
  next.cancel();
  return { messages: visible(sent) };
}

/** Only what we sent: the page knows what it wrote itself. Reaching the page is delivery. */
async function sentAfter(parts: RouteParts, conversationId: string, after: number) {
  const sent = (await parts.history(conversationId, { after, limit: PAGE })).filter(isSent);
  const at = parts.clock.now();
  for (const { externalId, delivery } of sent) {
    if (externalId && delivery?.state === 'sent') {
      await parts.sink().delivered({ externalId, state: 'delivered', at });
    }
  }
  return sent;
}

async function upload(parts: RouteParts, request: Request, chatId: string): Promise<unknown> {
  const { clientId, caption } = read(uploadQuery, request.query);
  const data: unknown = request.body;
  const type = Buffer.isBuffer(data) ? await fileTypeFromBuffer(data) : undefined;
  const kind = type && kindOf(type.mime);
  if (!kind || !Buffer.isBuffer(data)) throw new SahutError('media/refused');
  const media: MediaRef = await parts.keepMedia(parts.conversationId(chatId), data, {
    mimeType: type.mime,
  });
  await arrived(parts, chatId, clientId, { kind, media, ...(caption ? { caption } : {}) });
  return { kept: true, mediaId: media.mediaId };
}

async function arrived(parts: RouteParts, chatId: string, externalId: string, content: Content) {
  await parts
    .sink()
    .arrived({ chatId, externalId: `${chatId}:${externalId}`, content, sender: {} });
}

/** By what the bytes are, not by what the page says they are. */
function kindOf(mimeType: string): MediaKind | null {
  if (/^image\/(jpeg|png|webp|gif|heic|avif)$/.test(mimeType)) return 'photo';
  if (/^video\/(mp4|webm|quicktime|3gpp|ogg)$/.test(mimeType)) return 'video';
  if (mimeType.startsWith('audio/')) return 'audio';
  return mimeType === 'application/pdf' ? 'document' : null;
}

function chatOf(request: Request): string {
  const token = tokenOf(request.get('authorization'));
  if (!token) throw new SahutError('session/required');
  return chatIdOf(token);
}

/** Runs an action for a known page and answers with its JSON. */
function answer(action: Action) {
  return async (request: Request, response: Response): Promise<void> => {
    const result = await action(request, chatOf(request));
    response.set('Cache-Control', 'no-store').json(result);
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

function tooMany(_request: Request, _response: Response, next: NextFunction): void {
  next(new SahutError('request/too-many'));
}
