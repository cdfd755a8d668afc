import type { NewComplaint } from '../../src/models/complaint.js';
import type { Arrival, TurnChange } from '../../src/models/conversation.js';
import type { NewCorrection } from '../../src/models/correction.js';
import type { NewInbound, NewOutbound } from '../../src/models/message.js';
import type { Triage } from '../../src/models/triage.js';

export const NOON = new Date('2026-11-23T05:00:00.000Z');
export const later = (seconds: number) => new Date(NOON.getTime() + seconds * 1000);

const where = { channel: 'telegram', account: 'bot', chatId: 'chat-1' } as const;

export function arrival(id: string, more: Partial<Arrival> = {}): Arrival {
  return { id, ...where, defaultLanguage: 'id', text: 'Lampu jalan mati', at: NOON, ...more };
}

export function inbound(id: string, more: Partial<NewInbound> = {}): NewInbound {
  return {
    id,
    conversationId: 'c1',
    ...where,
    externalId: `vendor-${id}`,
    content: { kind: 'text', text: `kata ${id}` },
    at: NOON,
    author: { kind: 'citizen' },
    ...more,
  };
}

export function outbound(id: string, more: Partial<NewOutbound> = {}): NewOutbound {
  return {
    id,
    conversationId: 'c1',
    ...where,
    direction: 'out',
    author: { kind: 'bot' },
    content: { kind: 'text', text: `jawaban ${id}` },
    at: NOON,
    ...more,
  };
}

export function turn(number: number, more: Partial<TurnChange> = {}): TurnChange {
  return {
    dialogue: { step: 'menu', number },
    language: 'id',
    owner: { kind: 'bot' },
    danger: 0,
    effects: { turn: number, out: [], file: [], read: [] },
    at: NOON,
    answered: true,
    ...more,
  };
}

export const triage: Triage = {
  category: 'road',
  categories: [{ category: 'road', p: 0.9 }],
  urgency: 'normal',
  urgencies: { emergency: 0, high: 0.1, normal: 0.8, low: 0.1 },
  intent: 'report',
  alarm: 'no',
  confidence: 0.9,
  abstain: false,
  reasons: [{ words: 'jalan', rule: 'model', start: 6, end: 11 }],
  language: 'id',
  model: 'test',
};

export function complaint(reference: string, more: Partial<NewComplaint> = {}): NewComplaint {
  return {
    reference,
    conversationId: 'c1',
    description: 'Jalan berlubang di depan pasar',
    category: 'road',
    urgency: 'normal',
    triage,
    categoryBy: 'triage',
    place: { point: { latitude: -2.9, longitude: 104.7 }, pointAt: NOON, words: 'depan pasar' },
    mediaIds: [],
    reporter: { kind: 'anonymous' },
    agencyId: 'pupr',
    dueAt: later(86_400),
    filedAt: NOON,
    ...more,
  };
}

export const ANI = { id: 'ani', name: 'Ani' } as const;

export function correction(id: string, more: Partial<NewCorrection> = {}): NewCorrection {
  return {
    id,
    text: 'air pdam mati, hubungi [nomor]',
    category: 'water',
    urgency: 'high',
    intent: 'report',
    language: 'id',
    said: { category: 'road', urgency: 'normal', alarm: 'no', model: 'v0' },
    acts: [{ at: NOON, by: ANI, what: 'category', from: 'road', to: 'water' }],
    at: NOON,
    by: ANI,
    ...more,
  };
}
