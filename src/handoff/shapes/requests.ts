import { z } from 'zod';
import { CATEGORIES, SPOKEN_LANGUAGES, URGENCIES } from '../../models/category.js';
import { COMPLAINT_STATUSES } from '../../models/complaint.js';
import { OUTCOMES } from '../../models/conversation.js';
import { ROLES } from '../../models/operator.js';

/** An id of ours: letters, digits and a few signs, never long. */
const id = z.string().regex(/^[\w:.@-]{1,128}$/, 'not an id');
const name = z.string().trim().min(1).max(80);
const email = z.string().trim().max(254).pipe(z.email());
/** A whole number in a query string. */
const whole = z
  .string()
  .regex(/^\d{1,16}$/, 'a whole number')
  .transform(Number)
  .pipe(z.number().max(Number.MAX_SAFE_INTEGER));
const limit = whole.pipe(z.number().min(1).max(200)).default(50);
const typedPassword = z.string().min(1).max(1000);

const replyText = z.string().trim().min(1).max(4000);
const quickReply = {
  shortcut: z.string().regex(/^[a-z0-9-]{1,32}$/, 'small letters, digits and - only'),
  text: z.strictObject({ id: replyText, en: replyText }),
  category: z.enum(CATEGORIES).nullable(),
  status: z.enum(COMPLAINT_STATUSES).nullable(),
};

/** What comes in, route by route. Unknown fields are refused: a typing error is not a wish. */
export const SHAPES = {
  id: z.strictObject({ id }),
  reference: z.strictObject({ reference: z.string().regex(/^[\w-]{1,32}$/, 'not a reference') }),
  signIn: z.strictObject({ email: z.string().min(1).max(254), password: typedPassword }),
  password: z.strictObject({ current: typedPassword, next: typedPassword }),
  list: z.strictObject({
    view: z.enum(['waiting', 'mine', 'all']).default('waiting'),
    after: id.optional(),
    limit,
  }),
  thread: z
    .strictObject({ before: whole.optional(), after: whole.optional(), limit })
    .refine(({ before, after }) => before === undefined || after === undefined, {
      message: 'give before or after, not both',
      path: ['after'],
    }),
  claim: z.strictObject({ force: z.boolean().default(false) }),
  reply: z.strictObject({
    clientId: z.string().min(8).max(64),
    text: z.string().max(20_000).optional(),
    mediaId: id.optional(),
    replyTo: id.optional(),
    hold: z.boolean().optional(),
    mentions: z.array(id).max(20).optional(),
  }),
  presence: z.strictObject({ doing: z.enum(['looking', 'typing', 'gone']) }),
  quickReply: z.strictObject(quickReply),
  quickReplyChange: z.strictObject({ version: z.int().min(0), ...quickReply }),
  release: z.strictObject({ note: z.string().trim().min(1).max(2000).optional() }),
  close: z.strictObject({ outcome: z.enum(OUTCOMES) }),
  complaint: z.strictObject({
    version: z.int().min(0),
    category: z.enum(CATEGORIES).optional(),
    urgency: z.enum(URGENCIES).optional(),
    status: z.enum(COMPLAINT_STATUSES).optional(),
    publicNote: z.string().trim().min(1).max(1000).optional(),
  }),
  live: z.strictObject({ after: whole.optional() }),
  operator: z.strictObject({
    email,
    name,
    role: z.enum(ROLES),
    language: z.enum(SPOKEN_LANGUAGES).optional(),
  }),
  operatorChange: z.strictObject({
    name: name.optional(),
    role: z.enum(ROLES).optional(),
    language: z.enum(SPOKEN_LANGUAGES).optional(),
    disabled: z.boolean().optional(),
    resetPassword: z.literal(true).optional(),
  }),
} as const;
