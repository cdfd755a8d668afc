/**
 * Every failure we foresee: its code, HTTP status, meaning, what to do, and whether trying again helps.
 * docs/errors.md is generated from this table (`npm run docs`) and a test compares the two.
 */
export const ERRORS = {
  'config/invalid': {
    status: 500,
    meaning: 'The environment or the .env file has settings that cannot be used.',
    remedy: 'Correct every setting that the message lists, then start again.',
    retry: false,
  },
  'request/invalid': {
    status: 400,
    meaning: 'The request has a missing or wrong field.',
    remedy: 'Correct the fields named in the answer.',
    retry: false,
  },
  'request/too-large': {
    status: 413,
    meaning: 'The request or file is larger than allowed.',
    remedy: 'Send a smaller file; the limit is in the message.',
    retry: false,
  },
  'request/not-found': {
    status: 404,
    meaning: 'There is nothing at this address.',
    remedy: 'Check the address.',
    retry: false,
  },
  'request/wrong-origin': {
    status: 403,
    meaning: 'A page of another origin tried to change something.',
    remedy: 'Open the inbox at the address in PUBLIC_URL.',
    retry: false,
  },
  'request/too-many': {
    status: 429,
    meaning: 'Too many attempts in a short time.',
    remedy: 'Wait for the time in the Retry-After header.',
    retry: true,
  },
  'session/required': {
    status: 401,
    meaning: 'Nobody is signed in, or the session has ended.',
    remedy: 'Sign in again.',
    retry: false,
  },
  'session/wrong-password': {
    status: 401,
    meaning: 'The e-mail address or the password is wrong.',
    remedy: 'Try again, or ask an administrator for a new one-time password.',
    retry: false,
  },
  'session/change-password': {
    status: 403,
    meaning: 'The one-time password must be replaced first.',
    remedy: 'Choose a password of your own.',
    retry: false,
  },
  'session/forbidden': {
    status: 403,
    meaning: 'This role may not do that.',
    remedy: 'Ask a supervisor or an administrator.',
    retry: false,
  },
  'conversation/unknown': {
    status: 404,
    meaning: 'There is no such conversation.',
    remedy: 'Go back to the list.',
    retry: false,
  },
  'conversation/taken': {
    status: 409,
    meaning: 'Another operator has this conversation.',
    remedy: 'Choose another one, or ask a supervisor to take it over.',
    retry: false,
  },
  'conversation/not-yours': {
    status: 409,
    meaning: 'Only the operator who has the conversation can do that.',
    remedy: 'Take the conversation first.',
    retry: false,
  },
  'complaint/unknown': {
    status: 404,
    meaning: 'There is no complaint with this reference.',
    remedy: 'Check the reference.',
    retry: false,
  },
  'complaint/illegal-move': {
    status: 409,
    meaning: 'A complaint cannot go from its status to that one.',
    remedy: 'Choose one of the moves in docs/complaint-lifecycle.md.',
    retry: false,
  },
  'complaint/changed-meanwhile': {
    status: 409,
    meaning: 'Somebody else changed the complaint first.',
    remedy: 'Look at the new state, then decide again.',
    retry: true,
  },
  'model/unknown': {
    status: 404,
    meaning: 'There is no such version of the model.',
    remedy: 'Reload the list of versions.',
    retry: false,
  },
  'model/refused': {
    status: 409,
    meaning: 'This version misses an emergency that the one before it caught.',
    remedy: 'Look at the missed emergencies, exclude doubtful corrections, then train again.',
    retry: false,
  },
  'model/broken': {
    status: 409,
    meaning:
      'This version cannot be used: its file is missing or damaged, or another Sahut made it.',
    remedy: 'Train again; the corrections are kept.',
    retry: false,
  },
  'model/busy': {
    status: 409,
    meaning: 'Training is under way.',
    remedy: 'Wait until it has ended.',
    retry: true,
  },
  'model/no-corpus': {
    status: 503,
    meaning: 'The messages that training needs did not come along with this installation.',
    remedy: 'Build with "npm run build", or use an image that was built so.',
    retry: false,
  },
  'model/nothing-to-learn': {
    status: 409,
    meaning: 'No correction is included yet.',
    remedy: 'Read the corrections and include those that are right.',
    retry: false,
  },
  'model/nothing-before': {
    status: 409,
    meaning: 'No other version has been in service.',
    remedy: 'There is nothing to roll back to.',
    retry: false,
  },
  'operator/email-taken': {
    status: 409,
    meaning: 'An operator with this e-mail address exists.',
    remedy: 'Use another address, or change the existing operator.',
    retry: false,
  },
  'operator/unknown': {
    status: 404,
    meaning: 'There is no such operator.',
    remedy: 'Reload the list of people.',
    retry: false,
  },
  'operator/last-admin': {
    status: 409,
    meaning: 'The last administrator cannot be disabled or demoted.',
    remedy: 'Make somebody else administrator first.',
    retry: false,
  },
  'message/sent': {
    status: 409,
    meaning: 'The message is on its way to the citizen, or is not yours.',
    remedy: 'It cannot be taken back any more; write a correction.',
    retry: false,
  },
  'quick-reply/unknown': {
    status: 404,
    meaning: 'There is no such quick reply.',
    remedy: 'Reload the list of quick replies.',
    retry: false,
  },
  'quick-reply/taken': {
    status: 409,
    meaning: 'Another quick reply has this shortcut.',
    remedy: 'Choose another shortcut.',
    retry: false,
  },
  'quick-reply/changed-meanwhile': {
    status: 409,
    meaning: 'Somebody else changed the quick reply first.',
    remedy: 'Look at the new text, then decide again.',
    retry: true,
  },
  'media/unknown': {
    status: 404,
    meaning: 'There is no such file.',
    remedy: 'Reload the conversation.',
    retry: false,
  },
  'media/refused': {
    status: 415,
    meaning: 'Files of this kind are not taken.',
    remedy: 'Send a photo, a video, a voice recording or a PDF.',
    retry: false,
  },
  'channel/unknown': {
    status: 404,
    meaning: 'There is no such channel, or it is switched off.',
    remedy: 'See the channels in the inbox and the settings in .env.example.',
    retry: false,
  },
  'channel/stopped': {
    status: 503,
    meaning: 'The server is starting or stopping and takes no messages just now.',
    remedy: 'Try again in a few seconds.',
    retry: true,
  },
  'storage/unsupported': {
    status: 500,
    meaning: 'The embedded storage does not know an operation that was asked of it.',
    remedy: 'Use another operation, or set MONGODB_URL; the message names the operation.',
    retry: false,
  },
  'storage/transaction-timeout': {
    status: 503,
    meaning: 'A write waited too long for a transaction to end.',
    remedy: 'Look for a write inside withTransaction that was not given the session.',
    retry: true,
  },
  'storage/newer-data': {
    status: 500,
    meaning: 'The data was written by a newer version of Sahut.',
    remedy: 'Start that version, or restore a backup made by this one.',
    retry: false,
  },
  'storage/locked': {
    status: 500,
    meaning: 'Another Sahut is running on the same data directory.',
    remedy: 'Stop the other one, or set another DATA_DIR.',
    retry: false,
  },
  'internal/unexpected': {
    status: 500,
    meaning: 'Something went wrong that nobody foresaw.',
    remedy: 'Try again; if it stays, send the log line with this request id to the maintainers.',
    retry: true,
  },
} as const satisfies Record<string, ErrorEntry>;

interface ErrorEntry {
  status: number;
  meaning: string;
  remedy: string;
  retry: boolean;
}

export type ErrorCode = keyof typeof ERRORS;

/** A foreseen failure. The message may be shown; details that may not be shown belong in the log. */
export class SahutError extends Error {
  override readonly name = 'SahutError';
  constructor(
    readonly code: ErrorCode,
    message?: string,
    /** Field by field, for forms. */
    readonly fields?: Readonly<Record<string, string>>,
    options?: { cause?: unknown },
  ) {
    super(message ?? ERRORS[code].meaning, options);
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  get remedy(): string {
    return ERRORS[this.code].remedy;
  }
}

/** A rejection of any kind as an Error: some libraries reject with plain objects or strings. */
export function asError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown;
  const text = typeof thrown === 'string' ? thrown : safeJson(thrown);
  return new Error(text);
}

function safeJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}

/** The text of docs/errors.md. */
export function errorsDocument(): string {
  const rows = Object.entries(ERRORS).map(
    ([code, { status, meaning, remedy, retry }]) =>
      `| \`${code}\` | ${status} | ${meaning} | ${remedy} | ${retry ? 'yes' : 'no'} |`,
  );
  return `# Errors

Every failure that Sahut foresees. An HTTP answer carries it as
\`{"code", "message", "remedy", "fields"?}\`. Generated from \`src/errors.ts\` by \`npm run docs\`.

| code | HTTP | meaning | what to do | does trying again help? |
|---|---|---|---|---|
${rows.join('\n')}
`;
}
