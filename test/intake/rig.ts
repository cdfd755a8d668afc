import { newReference, summarise, worldOf } from '../../src/app/world.js';
import type { Channel, ChannelSink, Inbound, Outbound } from '../../src/bots/channel.js';
import { dialogue } from '../../src/dialogue/advance.js';
import { createIntake, type Intake } from '../../src/intake.js';
import { createLog } from '../../src/log.js';
import type { Conversation } from '../../src/models/conversation.js';
import { conversationId } from '../../src/models/store/stores.js';
import { createEmbeddedQueue } from '../../src/queue/embedded.js';
import { fakePlaces, fakeTriage } from '../dialogue/chat.js';
import { type OpenStores, openStores } from '../models/open.js';

/** Chat of the only citizen here, and the id of the conversation. */
export const CHAT = 'chat-1';
export const ID = conversationId('telegram', 'bot', CHAT);

/** The story of a message over real stores and a real queue, with a channel that tells what it sent. */
export class Rig {
  readonly sent: Outbound[] = [];
  /** What the channel does before it says that a message went out. */
  onSend: (externalId: string) => Promise<void> = async () => {};
  sink: Pick<ChannelSink, 'arrived' | 'delivered'>;
  #written = 0;

  private constructor(
    readonly opened: OpenStores,
    readonly queue: ReturnType<typeof createEmbeddedQueue>,
    readonly intake: Intake,
    channel: Channel,
  ) {
    this.sink = intake.sink(channel);
  }

  static async open(): Promise<Rig> {
    const opened = await openStores();
    const { stores, clock } = opened;
    const log = createLog('silent');
    const queue = createEmbeddedQueue({ jobs: stores.jobs, clock, log });
    const channel = {
      name: 'telegram',
      account: 'bot',
      send: (outbound: Outbound) => rig.#send(outbound),
      typing: async () => {},
    } as unknown as Channel;
    const intake = createIntake({
      ...stores,
      queue,
      dialogue,
      clock,
      log,
      defaultLanguage: 'id',
      conversationId,
      channel: () => channel,
      world: worldOf({
        organisation: 'Kabupaten Contoh',
        timeZone: 'Asia/Jakarta',
        triage: fakeTriage,
        readPlace: fakePlaces,
      }),
      newReference,
      summarise,
      patience: 0,
    });
    const rig: Rig = new Rig(opened, queue, intake, channel);
    await queue.start();
    return rig;
  }

  /** A citizen writes; resolves when everything that follows is done. */
  async says(content: string | Inbound['content']): Promise<void> {
    this.#written += 1;
    await this.sink.arrived({
      chatId: CHAT,
      externalId: `v${this.#written}`,
      content: typeof content === 'string' ? { kind: 'text', text: content } : content,
      sender: {},
    });
    await this.queue.idle();
  }

  /** Looks for what a crash left undone, as a start does; resolves when that is done. */
  async sweeps(): Promise<void> {
    await this.intake.recover();
    await this.queue.idle();
  }

  async conversation(): Promise<Conversation> {
    const found = await this.opened.stores.conversations.find(ID);
    if (!found) throw new Error('no conversation');
    return found;
  }

  /** Texts that went out. */
  get heard(): string[] {
    return this.sent.map(({ content }) => ('text' in content ? content.text : content.kind));
  }

  async close(): Promise<void> {
    this.intake.stop();
    await this.queue.close();
    await this.opened.close();
  }

  async #send(outbound: Outbound): Promise<{ externalId: string }> {
    this.sent.push(outbound);
    const externalId = `sent-${this.sent.length}`;
    await this.onSend(externalId);
    return { externalId };
  }
}
