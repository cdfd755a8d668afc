import { SahutError } from '../../src/errors.js';
import type { HandoffStores } from '../../src/handoff/room.js';
import type { Clock } from '../../src/models/clock.js';
import { type Complaint, mayMove } from '../../src/models/complaint.js';
import type { Conversation, Conversations } from '../../src/models/conversation.js';
import type { StoredMedia } from '../../src/models/media.js';
import type { Message, Messages } from '../../src/models/message.js';
import type { Operator, Session } from '../../src/models/operator.js';

/** What outlives a restart of the server in these tests. */
export interface FakeDisk {
  conversations: Map<string, Conversation>;
  messages: Map<string, Message>;
  complaints: Map<string, Complaint>;
  operators: Map<string, Operator>;
  sessions: Map<string, Session>;
  media: Map<string, { meta: StoredMedia & { conversationId?: string }; data: Uint8Array }>;
  last: number;
}

export const newDisk = (): FakeDisk => ({
  conversations: new Map(),
  messages: new Map(),
  complaints: new Map(),
  operators: new Map(),
  sessions: new Map(),
  media: new Map(),
  last: 0,
});

export type FakeStores = HandoffStores & {
  onChange(ring: () => void): () => void;
  latest(): number;
};

/** Stores in memory, faithful to the contracts as far as the handoff uses them; each verb yields once. */
export function fakeStores(disk: FakeDisk, clock: Clock): FakeStores {
  const bells = new Set<() => void>();
  const stamp = () => {
    disk.last = Math.max(disk.last + 1, clock.now().getTime() * 1000);
    return disk.last;
  };
  const ring = () => {
    for (const bell of bells) bell();
  };
  const yielded = () => new Promise<void>((resolve) => setImmediate(resolve));
  const copy = <T>(value: T): T => structuredClone(value);

  async function move(
    id: string,
    where: (one: Conversation) => boolean,
    change: Partial<Conversation>,
  ): Promise<Conversation | null> {
    await yielded();
    const one = disk.conversations.get(id);
    if (!one || !where(one)) return null;
    Object.assign(one, change, { changed: stamp(), version: one.version + 1 });
    ring();
    return copy(one);
  }
  const isOf = (operatorId: string) => (one: Conversation) =>
    one.owner.kind === 'operator' && one.owner.operatorId === operatorId;
  const unused = async (): Promise<never> => {
    throw new Error('not used here');
  };

  const conversations: Conversations = {
    async find(id) {
      await yielded();
      return copy(disk.conversations.get(id) ?? null);
    },
    async arrive(arrival) {
      await yielded();
      const { id, channel, account, chatId, name, phone, text, at, defaultLanguage } = arrival;
      const known = disk.conversations.get(id);
      const news = { lastText: text, lastAt: at, lastCitizenAt: at, changed: stamp() };
      disk.conversations.set(id, {
        id,
        channel,
        account,
        chatId,
        citizen: {
          language: defaultLanguage,
          ...(name === undefined ? {} : { name }),
          ...(phone === undefined ? {} : { phone }),
        },
        owner: { kind: 'bot' },
        danger: 0,
        dialogue: null,
        version: 0,
        turn: 0,
        effects: null,
        firstCitizenAt: at,
        references: [],
        createdAt: at,
        ...known,
        unseen: (known?.unseen ?? 0) + 1,
        waitingSince: known?.waitingSince ?? at,
        ...news,
      });
      ring();
    },
    commit: unused,
    settle: unused,
    unsettled: unused,
    claim: (id, { id: operatorId, name }, { force, at }) =>
      move(id, (one) => force || one.owner.kind !== 'operator' || isOf(operatorId)(one), {
        owner: { kind: 'operator', operatorId, name, since: at },
      }),
    release: (id, operatorId, note) =>
      move(id, isOf(operatorId), {
        owner: { kind: 'bot' },
        ...(note === undefined ? {} : { returnedNote: note }),
      }),
    wait: async (id, reason, danger, at) =>
      void (await move(id, (one) => one.owner.kind !== 'operator', {
        owner: { kind: 'waiting', reason, since: at },
        danger,
      })),
    close: (id, operatorId, outcome, at) =>
      move(id, isOf(operatorId), { owner: { kind: 'closed', outcome, since: at } }),
    wrote: async (id, text, { answer, at }) =>
      void (await move(id, () => true, {
        lastText: text,
        lastAt: at,
        unseen: 0,
        ...(answer ? { waitingSince: null } : {}),
      })),
    seen: async (id) => void (await move(id, ({ unseen }) => unseen > 0, { unseen: 0 })),
    async list(view, operatorId, { after, limit }) {
      await yielded();
      const waiting = (one: Conversation) => one.owner.kind === 'waiting';
      const shown = [...disk.conversations.values()].filter(
        view === 'all' ? () => true : view === 'mine' ? isOf(operatorId) : waiting,
      );
      shown.sort((a, b) => b.danger - a.danger || a.id.localeCompare(b.id));
      const start = after === undefined ? 0 : shown.findIndex(({ id }) => id === after) + 1;
      return copy(shown.slice(start, start + limit));
    },
    async counts(operatorId) {
      await yielded();
      const all = [...disk.conversations.values()];
      return {
        waiting: all.filter(({ owner }) => owner.kind === 'waiting').length,
        emergencies: all.filter(({ danger }) => danger > 0).length,
        mine: all.filter(isOf(operatorId)).length,
        all: all.length,
      };
    },
    async changedSince(changed, limit) {
      await yielded();
      return copy(newer([...disk.conversations.values()], changed, limit));
    },
  };

  const setDelivery = (message: Message, state: NonNullable<Message['delivery']>['state']) => {
    const at = clock.now();
    message.delivery = { state, at, attempts: message.delivery?.attempts ?? 0 };
    message.changed = stamp();
    ring();
  };
  const threadOf = (id: string) =>
    [...disk.messages.values()].filter(({ conversationId }) => conversationId === id);

  const messages: Messages = {
    async keep(message) {
      await yielded();
      if (disk.messages.has(message.id)) return false;
      const changed = stamp();
      disk.messages.set(message.id, { ...message, direction: 'in', order: changed, changed });
      ring();
      return true;
    },
    async write(all) {
      await yielded();
      for (const message of all) {
        if (disk.messages.has(message.id)) continue;
        const changed = stamp();
        const delivery = { state: 'queued', at: message.at, attempts: 0 } as const;
        disk.messages.set(message.id, {
          ...message,
          externalId: null,
          order: changed,
          changed,
          ...(message.direction === 'out' ? { delivery } : {}),
        });
      }
      ring();
    },
    async find(id) {
      await yielded();
      return copy(disk.messages.get(id) ?? null);
    },
    unread: unused,
    markRead: unused,
    async unsent(id) {
      await yielded();
      return copy(
        threadOf(id).filter(({ delivery }) =>
          ['queued', 'sending'].includes(delivery?.state ?? ''),
        ),
      );
    },
    async startSending(id) {
      await yielded();
      const message = disk.messages.get(id);
      if (!message || !['queued', 'sending'].includes(message.delivery?.state ?? '')) return false;
      setDelivery(message, 'sending');
      return true;
    },
    async finishSending(id, { state }) {
      await yielded();
      const message = disk.messages.get(id);
      if (message) setDelivery(message, state);
    },
    async withholdBot(id) {
      await yielded();
      const queued = threadOf(id).filter(
        ({ author, delivery }) => author.kind === 'bot' && delivery?.state === 'queued',
      );
      for (const message of queued) setDelivery(message, 'withheld');
      return queued.length;
    },
    report: unused,
    setMedia: unused,
    amend: unused,
    async page(id, { before = Number.POSITIVE_INFINITY, after, limit }) {
      await yielded();
      const all = threadOf(id)
        .filter(({ order }) => order < before && order > (after ?? -1))
        .sort((a, b) => a.order - b.order);
      return copy(after === undefined ? all.slice(-limit) : all.slice(0, limit));
    },
    async changedSince(changed, limit) {
      await yielded();
      return copy(newer([...disk.messages.values()], changed, limit));
    },
    unfinished: unused,
  };

  return {
    conversations,
    messages,
    complaints: {
      async file(complaint) {
        disk.complaints.set(complaint.reference, {
          ...complaint,
          id: complaint.reference,
          status: 'filed',
          history: [],
          version: 0,
          changed: stamp(),
        });
        const owner = disk.conversations.get(complaint.conversationId);
        owner?.references.push(complaint.reference);
        return true;
      },
      find: async (reference) => copy(disk.complaints.get(reference) ?? null),
      ofConversation: async (id) =>
        copy([...disk.complaints.values()].filter(({ conversationId }) => conversationId === id)),
      async change(reference, version, change, by, at) {
        const one = disk.complaints.get(reference);
        if (one?.version !== version) return null;
        if (change.status && !mayMove(one.status, change.status)) {
          throw new SahutError('complaint/illegal-move');
        }
        Object.assign(one, change, { version: version + 1, changed: stamp() });
        one.history.push({ at, by: by.name, what: 'status' });
        const row = disk.conversations.get(one.conversationId);
        if (row) row.changed = stamp();
        ring();
        return copy(one);
      },
    },
    operators: {
      find: async (id) => copy(disk.operators.get(id) ?? null),
      findByEmail: async (email) =>
        copy([...disk.operators.values()].find((one) => one.email === email) ?? null),
      list: async () => copy([...disk.operators.values()]),
      count: async () => disk.operators.size,
      async create(operator, at) {
        const taken = [...disk.operators.values()].some(({ email }) => email === operator.email);
        if (taken) throw new SahutError('operator/email-taken');
        const kept = { ...operator, id: `o${disk.operators.size + 1}`, createdAt: at };
        disk.operators.set(kept.id, kept);
        return copy(kept);
      },
      async change(id, { disabledAt, ...change }) {
        const one = disk.operators.get(id);
        if (!one) return null;
        Object.assign(one, change);
        if (disabledAt === null) delete one.disabledAt;
        else if (disabledAt) one.disabledAt = disabledAt;
        return copy(one);
      },
    },
    sessions: {
      open: async (session) => void disk.sessions.set(session.tokenHash, session),
      find: async (hash) => copy(disk.sessions.get(hash) ?? null),
      end: async (hash) => void disk.sessions.delete(hash),
      async endAllOf(operatorId, except) {
        for (const [hash, session] of disk.sessions) {
          if (session.operatorId === operatorId && hash !== except) disk.sessions.delete(hash);
        }
      },
    },
    media: {
      async keep(data, meta, createdAt) {
        const id = `f${disk.media.size + 1}`;
        const kept = { id, ...meta, bytes: data.length, createdAt };
        disk.media.set(id, { meta: kept, data });
        return kept;
      },
      find: async (id) => copy(disk.media.get(id)?.meta ?? null),
      read: async (id) => disk.media.get(id)?.data ?? null,
    },
    onChange(bell) {
      bells.add(bell);
      return () => bells.delete(bell);
    },
    latest: () => disk.last,
  };
}

function newer<T extends { changed: number }>(all: T[], changed: number, limit: number): T[] {
  return all
    .filter((one) => one.changed > changed)
    .sort((a, b) => a.changed - b.changed)
    .slice(0, limit);
}
