import { z } from 'zod';
import { DELIVERY_STATES } from '../../models/message.js';
import { counted, maybe, moment, text } from './plain.js';

/** A file of a message; what a channel needs to fetch it is never sent. */
const media = z.strictObject({
  mediaId: text.nullable(),
  mimeType: text,
  bytes: counted,
  fileName: maybe(text),
  durationSeconds: maybe(z.number()),
  width: maybe(counted),
  height: maybe(counted),
  missing: maybe(z.enum(['too-large', 'expired', 'refused', 'failed'])),
});

const choice = z.strictObject({ value: text, label: text });

const content = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('text'),
    text,
    choices: maybe(z.array(choice)),
    ask: maybe(z.literal('location')),
  }),
  z.strictObject({ kind: z.literal('choice'), value: text, label: text }),
  z.strictObject({
    kind: z.literal('location'),
    latitude: z.number(),
    longitude: z.number(),
    accuracyMetres: maybe(z.number()),
    name: maybe(text),
    address: maybe(text),
  }),
  z.strictObject({
    kind: z.enum(['photo', 'video', 'audio', 'document', 'sticker']),
    media,
    caption: maybe(text),
  }),
  z.strictObject({ kind: z.literal('contact'), name: text, phone: text }),
  z.strictObject({ kind: z.literal('edit'), target: text, text }),
  z.strictObject({ kind: z.literal('reaction'), target: text, emoji: text }),
  z.strictObject({ kind: z.literal('unsupported'), what: text }),
]);

const author = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('citizen') }),
  z.strictObject({ kind: z.literal('bot') }),
  z.strictObject({ kind: z.literal('operator'), operatorId: text, name: text }),
  z.strictObject({ kind: z.literal('phone') }),
]);

const quote = z.strictObject({
  id: text,
  by: z.enum(['citizen', 'bot', 'operator', 'phone']),
  text,
});

const message = z.strictObject({
  id: text,
  conversationId: text,
  direction: z.enum(['in', 'out', 'note']),
  author,
  content,
  order: counted,
  changed: counted,
  at: moment,
  delivery: maybe(
    z.strictObject({
      state: z.enum(DELIVERY_STATES),
      at: moment,
      maybeTwice: maybe(z.boolean()),
      problem: maybe(text),
    }),
  ),
  originalText: maybe(text),
  deletedAt: maybe(moment),
  reactions: maybe(z.array(z.strictObject({ by: z.enum(['citizen', 'operator']), emoji: text }))),
  replyTo: maybe(quote),
  mentions: maybe(z.array(z.strictObject({ id: text, name: text }))),
  heldUntil: maybe(moment),
  takenBackAt: maybe(moment),
});

/** What a thread is made of. */
export const MESSAGE_SHAPES = {
  MediaRef: media,
  Content: content,
  Author: author,
  MessageView: message,
} as const;
