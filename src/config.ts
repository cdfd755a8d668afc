import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse as parseDotenv } from 'dotenv';
import { z } from 'zod';
import { SahutError } from './errors.js';

/** One setting: how it is read, and what `.env.example` says about it. */
interface Setting {
  schema: z.ZodType;
  /** Shown in `.env.example`; empty when the setting is off unless given. */
  example: string;
  help: string;
  remedy: string;
}

const optionalUrl = (...protocols: string[]) =>
  z
    .string()
    .trim()
    .refine((text) => isUrl(text, protocols))
    .optional();

const onOff = z
  .enum(['on', 'off'])
  .default('off')
  .transform((value) => value === 'on');

/** Every setting, in the order of `.env.example`, which is generated from this table. */
export const SETTINGS = {
  PORT: {
    schema: z.coerce.number().int().min(0).max(65_535).default(3000),
    example: '3000',
    help: 'Port of the web server.',
    remedy: 'a whole number from 0 to 65535 (0 takes any free port)',
  },
  HOST: {
    schema: z.string().trim().min(1).default('127.0.0.1'),
    example: '127.0.0.1',
    help: 'Address to listen on. 0.0.0.0 lets other machines in: put HTTPS in front.',
    remedy: 'an IP address or host name of this machine',
  },
  DATA_DIR: {
    schema: z.string().trim().min(1).default('./var'),
    example: './var',
    help: 'Folder of the embedded storage. Back it up.',
    remedy: 'a folder that may be created or written',
  },
  PUBLIC_URL: {
    schema: optionalUrl('http:', 'https:'),
    example: '',
    help: 'Address under which citizens and operators reach this server, e.g. https://sahut.example.go.id. Default: http://HOST:PORT.',
    remedy: 'a full http:// or https:// address',
  },
  ORG_NAME: {
    schema: z.string().trim().min(1).max(80).default('Kabupaten Banyuasin'),
    example: 'Kabupaten Banyuasin',
    help: 'Name of the local government, as the bot says it.',
    remedy: 'a name of 1 to 80 characters',
  },
  ORG_REGENCY_CODE: {
    schema: z
      .string()
      .trim()
      .regex(/^\d\d\.\d\d$/)
      .default('16.07'),
    example: '16.07',
    help: 'Code of the regency in idn-area-data; its districts and villages are recognised by name.',
    remedy: 'two digits, a dot, two digits, e.g. 16.07 for Banyuasin',
  },
  TIME_ZONE: {
    schema: z.string().trim().refine(isTimeZone).default('Asia/Jakarta'),
    example: 'Asia/Jakarta',
    help: 'Time zone of deadlines and of times shown: Asia/Jakarta, Asia/Makassar or Asia/Jayapura.',
    remedy: 'an IANA time zone such as Asia/Jakarta',
  },
  DEFAULT_LANGUAGE: {
    schema: z.enum(['id', 'en']).default('id'),
    example: 'id',
    help: 'Language in which the bot greets: id or en.',
    remedy: 'id or en',
  },
  ADMIN_EMAIL: {
    schema: z.email().default('admin@sahut.local'),
    example: 'admin@sahut.local',
    help: 'First administrator, created when there are no operators yet.',
    remedy: 'an e-mail address',
  },
  ADMIN_PASSWORD: {
    schema: z.string().min(10).max(200).optional(),
    example: '',
    help: 'Password of the first administrator. Absent: a one-time password is printed at the first start.',
    remedy: 'at least 10 characters, or leave it out to have one made',
  },
  TELEGRAM_BOT_TOKEN: {
    schema: z
      .string()
      .trim()
      .regex(/^\d+:[\w-]{30,}$/)
      .optional(),
    example: '',
    help: 'Token from @BotFather; switches Telegram on.',
    remedy: 'the whole token from @BotFather, e.g. 123456789:AA…',
  },
  TELEGRAM_API_ROOT: {
    schema: optionalUrl('http:', 'https:'),
    example: '',
    help: 'Another Bot API server (a local one, or the fake one of the tests).',
    remedy: 'a full http:// or https:// address',
  },
  TELEGRAM_WEBHOOK_URL: {
    schema: optionalUrl('https:', 'http:'),
    example: '',
    help: 'Public address for Telegram to call, ending in /telegram. Absent: long polling, which needs no address.',
    remedy: 'a full https:// address, or leave it out for long polling',
  },
  TELEGRAM_WEBHOOK_SECRET: {
    schema: z
      .string()
      .regex(/^[\w-]{16,256}$/)
      .optional(),
    example: '',
    help: 'Secret that Telegram sends with every call. Needed with TELEGRAM_WEBHOOK_URL.',
    remedy: '16 to 256 letters, digits, _ or -',
  },
  WHATSAPP: {
    schema: onOff,
    example: 'off',
    help: 'on: WhatsApp by linked device; scan the QR code in the inbox or the terminal.',
    remedy: 'on or off',
  },
  WHATSAPP_WS_URL: {
    schema: optionalUrl('ws:', 'wss:'),
    example: '',
    help: 'Another WhatsApp server; for tests only.',
    remedy: 'a full ws:// or wss:// address, or leave it out',
  },
  MONGODB_URL: {
    schema: optionalUrl('mongodb:', 'mongodb+srv:'),
    example: '',
    help: 'A MongoDB server. Absent: embedded storage in DATA_DIR.',
    remedy: 'mongodb://host:27017/sahut or mongodb+srv://…',
  },
  REDIS_URL: {
    schema: optionalUrl('redis:', 'rediss:'),
    example: '',
    help: 'A Redis server (with maxmemory-policy noeviction). Absent: embedded queue.',
    remedy: 'redis://host:6379',
  },
  LOG_LEVEL: {
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    example: 'info',
    help: 'fatal, error, warn, info, debug, trace or silent.',
    remedy: 'one of fatal, error, warn, info, debug, trace, silent',
  },
} as const satisfies Record<string, Setting>;

type Values = { [Name in keyof typeof SETTINGS]: z.infer<(typeof SETTINGS)[Name]['schema']> };

/** Everything that can be set, validated and frozen. */
export interface Config extends Readonly<Values> {
  /** Always there: PUBLIC_URL or the address that is listened on. */
  readonly publicUrl: string;
  readonly dataDir: string;
}

/**
 * Reads the environment and an optional `.env` (the environment wins).
 * Throws `config/invalid` with every fault and its remedy.
 */
export function loadConfig(
  environment: Record<string, string | undefined> = process.env,
  envFile = '.env',
): Config {
  return parseConfig({ ...readEnvFile(envFile), ...dropEmpty(environment) });
}

/** As {@link loadConfig}, from values at hand. Empty strings count as absent. */
export function parseConfig(given: Record<string, string | undefined>): Config {
  const values: Record<string, unknown> = {};
  const faults: string[] = [];
  const input = dropEmpty(given);
  for (const [name, setting] of Object.entries(SETTINGS)) {
    const result = setting.schema.safeParse(input[name]);
    if (result.success) values[name] = result.data;
    else faults.push(`${name} cannot be used: give ${setting.remedy}.`);
  }
  faults.push(...faultsBetween(input));
  if (faults.length > 0) {
    throw new SahutError('config/invalid', `The settings have faults:\n- ${faults.join('\n- ')}`);
  }
  const checked = values as Values;
  const shownHost =
    checked.HOST === '0.0.0.0' || checked.HOST === '::' ? 'localhost' : checked.HOST;
  return Object.freeze({
    ...checked,
    publicUrl: (checked.PUBLIC_URL ?? `http://${shownHost}:${checked.PORT}`).replace(/\/+$/, ''),
    dataDir: resolve(checked.DATA_DIR),
  });
}

/** The text of `.env.example`. */
export function envExample(): string {
  const blocks = Object.entries(SETTINGS).map(
    ([name, setting]) => `# ${setting.help}\n# ${name}=${setting.example}\n`,
  );
  return `# Settings of Sahut. Copy to .env and change what differs; every line is optional.\n# Generated from src/config.ts by "npm run docs".\n\n${blocks.join('\n')}`;
}

function faultsBetween(input: Record<string, string | undefined>): string[] {
  if (input.TELEGRAM_WEBHOOK_URL && !input.TELEGRAM_WEBHOOK_SECRET) {
    return [
      'TELEGRAM_WEBHOOK_SECRET is missing: give 16 or more letters and digits, or remove TELEGRAM_WEBHOOK_URL to use long polling.',
    ];
  }
  return [];
}

function readEnvFile(path: string): Record<string, string> {
  try {
    return dropEmpty(parseDotenv(readFileSync(path))) as Record<string, string>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new SahutError('config/invalid', `${path} cannot be read: check its permissions.`);
  }
}

function dropEmpty(values: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value?.trim()));
}

function isUrl(text: string, protocols: string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
