import type { ChannelName } from '../src/models/channel.js';
import type { Chance } from './chance.js';
import names from './names.json' with { type: 'json' };
import { STORIES, type Story, type StoryKind, TONGUES, type Tongue } from './stories.js';

/** A made-up citizen. */
export interface Person {
  /** From 1; ids on the channels derive from it. */
  number: number;
  name: string;
  tongue: Tongue;
  channel: ChannelName;
  /** How they want to be named in a report. */
  reporter: 'named' | 'anonymous' | 'secret';
}

const CHANNELS: readonly ChannelName[] = ['whatsapp', 'telegram', 'webchat'];

/** Telegram's ids of people begin so: none as low as this is in use for a bot's citizen. */
const FIRST_TELEGRAM_ID = 7_000_000;
const FIRST_LID = 880_000_000;

/** Most people write plainly, some politely or in slang, a few in their own language. */
const SHARES: readonly Tongue[] = [
  ...TONGUES,
  ...(['plain', 'plain', 'polite', 'polite', 'slang', 'slang', 'plm'] as const),
];

/** The person with this number; always the same one for the same seed. */
export function personOf(number: number, seed: Chance): Person {
  const chance = seed.fork(`person ${number}`);
  const tongue = chance.pick(SHARES);
  const name =
    tongue === 'en'
      ? chance.pick(names.english)
      : `${chance.pick(names.first)} ${chance.pick(names.last)}`;
  const reporter = chance.pick(['named', 'named', 'named', 'anonymous', 'secret'] as const);
  // In turn, so that every channel is seen soon.
  const channel = CHANNELS[number % CHANNELS.length] ?? 'webchat';
  return { number, name, tongue, channel, reporter };
}

/** A story that this person could tell; one in their own way of writing if there is any. */
export function storyFor(
  { tongue }: Pick<Person, 'tongue'>,
  kind: StoryKind,
  chance: Chance,
): Story {
  const fitting = STORIES.filter((story) => story.kind === kind);
  const own = fitting.filter((story) => story.tongue === tongue);
  return chance.pick(own.length > 0 ? own : fitting);
}

/** A telephone number that nobody has: its subscriber part begins with five zeros. */
export function phoneOf({ number }: Pick<Person, 'number'>): string {
  return `6281200000${String(number).padStart(4, '0').slice(-4)}`;
}

/** The id that WhatsApp would give instead of the number. */
export function lidOf({ number }: Pick<Person, 'number'>): string {
  return String(FIRST_LID + number);
}

export function telegramIdOf({ number }: Pick<Person, 'number'>): number {
  return FIRST_TELEGRAM_ID + number;
}
