import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';

export type { Logger } from 'pino';

/**
 * Names under which secrets and personal data travel. pino blanks them wherever they stand up to
 * three levels deep; prose never carries them in the first place.
 */
const PRIVATE_KEYS = [
  'password',
  'passwordHash',
  'token',
  'tokenHash',
  'secret',
  'cookie',
  'authorization',
  'phone',
  'chatId',
  'name',
  'text',
  'caption',
  'words',
  'description',
  'qr',
  'creds',
  'source',
  'facts',
  'number',
  'plate',
  'people',
];

const REDACTED_PATHS = PRIVATE_KEYS.flatMap((key) => [
  key,
  `*.${key}`,
  `*.*.${key}`,
  `*.*.*.${key}`,
]);

/** Telegram tokens stand in URLs, telephone numbers in ids: blanked in messages and error texts too. */
const SECRETS_IN_PROSE =
  /\d{6,}:[\w-]{30,}|\b\+?62\d{7,13}\b|\b08\d{7,12}\b|(?<![\w.-])(?:\+?62[ .-]?|0)8\d{1,3}(?:[ .-]\d{3,5}){2,3}(?!\d)/g;

/** A text with tokens and telephone numbers blanked. */
export function redact(text: string): string {
  return text.replace(SECRETS_IN_PROSE, '[redacted]');
}

/** The house's log: JSON lines, secrets and personal data blanked. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      redact: { paths: REDACTED_PATHS, censor: '[redacted]' },
      serializers: {
        err: (error: Error) => ({
          type: error.name,
          message: redact(error.message ?? ''),
          stack: redact(error.stack ?? ''),
          code: (error as { code?: unknown }).code,
        }),
      },
      hooks: {
        logMethod(args, method) {
          const clean = args.map((arg) => (typeof arg === 'string' ? redact(arg) : arg));
          method.apply(this, clean as Parameters<typeof method>);
        },
      },
    },
    ...(destination ? [destination] : []),
  );
}
