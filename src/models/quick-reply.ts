import type { Category, SpokenLanguage } from './category.js';
import type { ComplaintStatus } from './complaint.js';

/** A prepared answer. Its text may hold `{variables}`, which the inbox fills in before it is sent. */
export interface QuickReply {
  id: string;
  /** What is typed after `/`; unique. */
  shortcut: string;
  text: Record<SpokenLanguage, string>;
  /** For complaints of this category; null for all. */
  category: Category | null;
  /** For complaints in this state; null for all. */
  status: ComplaintStatus | null;
  /** Increases at every change; the guard of `change`. */
  version: number;
}

export type QuickReplyText = Omit<QuickReply, 'id' | 'version'>;

/** The verbs of kept quick replies. */
export interface QuickReplies {
  /** By shortcut. */
  list(): Promise<QuickReply[]>;
  /** True until the first one was ever added: a removed one is remembered. */
  untouched(): Promise<boolean>;
  /** Throws `quick-reply/taken` for a shortcut in use. The same `id` again changes nothing. */
  add(reply: QuickReplyText, id?: string): Promise<QuickReply>;
  /** Throws `quick-reply/unknown`, `quick-reply/taken`, or `quick-reply/changed-meanwhile`. */
  change(id: string, version: number, reply: QuickReplyText): Promise<QuickReply>;
  /** Removing what is gone changes nothing. */
  remove(id: string): Promise<void>;
}
