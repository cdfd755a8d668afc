/** The roads on which a citizen can reach us. `terminal` is `npm run chat` and the benches. */
export const CHANNEL_NAMES = ['telegram', 'whatsapp', 'webchat', 'terminal'] as const;
export type ChannelName = (typeof CHANNEL_NAMES)[number];

/** What a channel can carry, told to the composer before anything is sent. */
export interface ChannelLimits {
  textCharacters: number;
  captionCharacters: number;
  choices: number;
  choiceCharacters: number;
  uploadBytes: number;
  downloadBytes: number;
  /** True where an answer can quote the message that it answers. */
  quotes?: boolean;
  /** False where no delivery reports exist: a missing tick then says nothing. */
  reportsDelivery: boolean;
}

/** Why nothing can be sent to a citizen now, as far as the channel knows, and until when. */
export interface ClosedRoad {
  /** `blocked` the citizen stopped us · `restricted` the vendor does not let us · `window` it is too late. */
  reason: 'blocked' | 'restricted' | 'window';
  until?: Date;
}

export const HEALTH_STATES = ['off', 'starting', 'waiting', 'up', 'limited', 'down'] as const;

/** How a channel is, in words a person can act on. */
export interface ChannelHealth {
  state: (typeof HEALTH_STATES)[number];
  /** What is wrong or awaited, and what to do; English, shown to staff. */
  detail: string;
  since: Date;
  /** WhatsApp: the text of the QR code to scan while `waiting`. */
  qr?: string;
}
