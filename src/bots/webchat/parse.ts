import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Content } from '../../models/message.js';

/** Longest text a page may send, in UTF-16 units; the dialogue shortens what it keeps. */
const LONGEST_TEXT = 20_000;

const clientId = z.string().regex(/^[\w-]{8,64}$/);

/** What the page posts: one message, with an id of its own that makes a repeat harmless. */
export const messageBody = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('text'),
    clientId,
    text: z.string().regex(/\S/).max(LONGEST_TEXT),
  }),
  z.strictObject({
    kind: z.literal('choice'),
    clientId,
    value: z.string().min(1).max(200),
    label: z.string().max(200),
  }),
  z
    .strictObject({
      kind: z.literal('location'),
      clientId,
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
      accuracyMetres: z.number().min(0).max(1_000_000).optional(),
    })
    .refine(({ latitude, longitude }) => latitude !== 0 || longitude !== 0, 'is no place'),
]);
export type MessageBody = z.infer<typeof messageBody>;

/** What a poll asks: everything sent after that stamp, waiting so long for something new. */
export const pollQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
  waitSeconds: z.coerce.number().int().min(0).max(25).default(0),
});

/** How an upload names itself. */
export const uploadQuery = z.object({
  clientId,
  caption: z.string().max(1_024).optional(),
});

/** In which message of the thread (its `order`) a file stands. */
export const fileQuery = z.object({ message: z.coerce.number().int().min(1) });

/** A posted message in our words. */
export function asContent(body: MessageBody): Content {
  if (body.kind === 'text') return { kind: 'text', text: body.text };
  if (body.kind === 'choice') return { kind: 'choice', value: body.value, label: body.label };
  return {
    kind: 'location',
    latitude: body.latitude,
    longitude: body.longitude,
    ...(body.accuracyMetres === undefined ? {} : { accuracyMetres: body.accuracyMetres }),
  };
}

const TOKEN = /^[\w-]{43}$/;

/** The page's secret from an Authorization header; null when it is not one of ours. */
export function tokenOf(header: string | undefined): string | null {
  const token = header?.replace(/^Bearer /, '');
  return token && TOKEN.test(token) ? token : null;
}

/** The address of a chat, from the page's secret: whoever sees the address cannot write as the page. */
export function chatIdOf(token: string): string {
  return createHash('sha256').update(`webchat:${token}`).digest('base64url').slice(0, 32);
}
