import { dialogue } from '../../src/dialogue/advance.js';
import type {
  Action,
  Bubble,
  DialogueEvent,
  DialogueState,
  FiledComplaint,
  StatusSummary,
  World,
} from '../../src/dialogue/contract.js';
import type { Category, SpokenLanguage } from '../../src/models/category.js';
import type { Choice, Content, MediaKind } from '../../src/models/message.js';
import type { Area, PlaceReading } from '../../src/models/place.js';
import type { Triage } from '../../src/models/triage.js';

const AREAS: Area[] = [
  { kind: 'village', code: '16.07.01.2001', name: 'Sukajadi', districtName: 'Talang Kelapa' },
  { kind: 'village', code: '16.07.02.2002', name: 'Sukajadi', districtName: 'Betung' },
  { kind: 'village', code: '16.07.03.2003', name: 'Mulya Agung', districtName: 'Banyuasin III' },
];

/** Category by one telling word; the real triage is nlp's, this one is for reading transcripts. */
const BY_WORD: [RegExp, Category][] = [
  [/jalan|road|hole|jembatan/i, 'road'],
  [/lampu|listrik/i, 'power'],
  [/sampah|trash/i, 'waste'],
  [/pungli|suap/i, 'corruption'],
  [/kdrt|begal|pukul/i, 'law_order'],
  [/kebakaran|kobongan|fire|api/i, 'fire'],
];

export function fakeTriage(text: string): Triage {
  const category = BY_WORD.find(([word]) => word.test(text))?.[1] ?? 'other';
  const certain = /kebakaran|kobongan|tolong ada|house on fire/i.test(text) && !/bukan/i.test(text);
  const suspected = /ada asap|mencurigakan/i.test(text);
  const abstain = category === 'other';
  const question = /\?|\bsyarat\b|\bjam buka\b/i.test(text);
  const small = /^(halo|hai|tes|p)\b/i.test(text);
  const others: Category[] = ['waste', 'water', 'social'];
  return {
    category,
    categories: abstain
      ? others.map((other, index) => ({ category: other, p: 0.3 - index / 10 }))
      : [{ category, p: 0.9 }],
    urgency: certain ? 'emergency' : abstain ? 'low' : 'normal',
    urgencies: { emergency: 0, high: 0, normal: 1, low: 0 },
    intent: small ? 'smalltalk' : question ? 'information' : 'report',
    alarm: certain ? 'certain' : suspected ? 'suspected' : 'no',
    confidence: abstain ? 0.3 : 0.9,
    abstain,
    reasons: suspected ? [{ words: 'asap', rule: 'hazard: smoke', start: 0, end: 4 }] : [],
    language: /\b(the|is|on|hello|road)\b/i.test(text) ? 'en' : 'id',
    model: 'fake',
  };
}

export function fakePlaces(text: string): PlaceReading {
  const lower = text.toLowerCase();
  const named = AREAS.filter(({ name }) => lower.includes(name.toLowerCase()));
  const exact = named.find(({ districtName = '-' }) => lower.includes(districtName.toLowerCase()));
  const area = exact ?? (named.length === 1 ? named[0] : undefined);
  const landmark = /\b(?:depan|dekat|samping) [\p{L} ]+?(?=[,.]|$)/imu.exec(text)?.[0];
  const rtRw = /\brt ?\d+(?:\/| )?rw ?\d+/i.exec(text)?.[0];
  const street = /\bjl\.? [\p{L}]+/iu.exec(text)?.[0];
  return {
    ...(area ? { area } : {}),
    candidates: area ? [] : named,
    describesPlace: Boolean(landmark || rtRw || street || /\bdesa\b|\bpasar\b/i.test(text)),
    ...(landmark ? { landmark } : {}),
    ...(rtRw ? { rtRw } : {}),
    ...(street ? { street } : {}),
  };
}

export interface ChatWorld extends World {
  triageCalls: number;
}

export function fakeWorld(change: Partial<World> = {}): ChatWorld {
  let references = 0;
  const world: ChatWorld = {
    now: new Date('2026-11-23T02:00:00.000Z'),
    timeZone: 'Asia/Jakarta',
    organisation: 'Kabupaten Banyuasin',
    emergencyNumber: '112',
    get freshReference() {
      references += 1;
      return `K7M-${String(1000 + references)}`;
    },
    triageCalls: 0,
    triage(text) {
      world.triageCalls += 1;
      return fakeTriage(text);
    },
    readPlace: fakePlaces,
    agencyFor: (category) => ({ id: category, name: `Dinas ${category}` }),
    dueAt: (_, filedAt) => new Date(filedAt.getTime() + 5 * 86_400_000),
    officeOpen: true,
    ...change,
  };
  return world;
}

type Say = Extract<Action, { type: 'say' }>;

/** A citizen in front of the bot. Every state goes through JSON, as the store will do it. */
export class Chat {
  state: DialogueState;
  /** What the last event brought. */
  actions: Action[] = [];
  all: Action[] = [];
  transcript: string[] = [];
  complaints: StatusSummary[] = [];

  constructor(
    readonly world: ChatWorld = fakeWorld(),
    language: SpokenLanguage = 'id',
  ) {
    this.state = roundTrip(dialogue.begin(language));
  }

  says(...texts: string[]): this {
    return this.sends(...texts.map((text): Content => ({ kind: 'text', text })));
  }

  taps(value: string): this {
    return this.sends({ kind: 'choice', value, label: value });
  }

  pins(latitude = -2.9, longitude = 104.7): this {
    return this.sends({ kind: 'location', latitude, longitude });
  }

  shows(mediaId: string, kind: MediaKind = 'photo', caption?: string): this {
    return this.sends(media(mediaId, kind, caption));
  }

  sends(...contents: Content[]): this {
    for (const content of contents) this.transcript.push(`> ${JSON.stringify(content)}`);
    const bubbles: Bubble[] = contents.map((content) => ({ content, at: this.world.now }));
    return this.happens({ type: 'turn', bubbles });
  }

  idles(): this {
    return this.happens({ type: 'idle' });
  }

  waits(seconds: number): this {
    this.world.now = new Date(this.world.now.getTime() + seconds * 1000);
    return this;
  }

  happens(event: DialogueEvent): this {
    const advanced = dialogue.advance(this.state, event, this.world);
    this.state = roundTrip(advanced.state);
    this.actions = advanced.actions;
    this.all.push(...advanced.actions);
    this.transcript.push(...advanced.actions.map(describeAction));
    const asked = advanced.actions.find(({ type }) => type === 'look-up');
    if (asked?.type !== 'look-up') return this;
    const found = this.complaints.filter(
      ({ reference }) => asked.reference === null || reference === asked.reference,
    );
    const before = this.actions;
    this.happens({ type: 'status', asked: asked.reference, found });
    this.actions = [...before, ...this.actions];
    return this;
  }

  get said(): Say[] {
    return this.actions.filter((action): action is Say => action.type === 'say');
  }

  get text(): string {
    return this.said.map(({ text }) => text).join('\n');
  }

  get choices(): Choice[] {
    return this.said.flatMap(({ choices }) => choices ?? []);
  }

  get filed(): FiledComplaint[] {
    return this.all.flatMap((action) => (action.type === 'file' ? [action.complaint] : []));
  }

  did<Type extends Action['type']>(type: Type): Extract<Action, { type: Type }>[] {
    return this.actions.filter(
      (action): action is Extract<Action, { type: Type }> => action.type === type,
    );
  }
}

export function media(mediaId: string, kind: MediaKind = 'photo', caption?: string): Content {
  const ref = { mediaId, mimeType: 'image/jpeg', bytes: 1000 };
  return { kind, media: ref, ...(caption === undefined ? {} : { caption }) };
}

function roundTrip(state: DialogueState): DialogueState {
  return JSON.parse(JSON.stringify(state)) as DialogueState;
}

function describeAction(action: Action): string {
  if (action.type !== 'say') return `  [${JSON.stringify(action)}]`;
  const choices = action.choices?.map(({ label }) => `(${label})`).join(' ') ?? '';
  return `  ${action.text.replace(/\n/g, '\n  ')} ${choices}${action.ask ? ' [pin?]' : ''}`;
}
