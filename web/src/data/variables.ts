/** Variables of quick replies, pure: `{nama}` and the like, filled in from what is known. */
import type { ConversationDetail, Language } from './types.js';

/** What can stand in a quick reply, in the order in which the editor offers them. */
export const VARIABLES = [
  'nama',
  'nomor_laporan',
  'instansi',
  'kategori',
  'status',
  'tenggat',
  'operator',
  'organisasi',
] as const;
export type Variable = (typeof VARIABLES)[number];
export type Values = Partial<Record<Variable, string>>;

const GAP = /\{([a-z_]+)\}/g;

/** The text with every known variable filled in; what is not known stays as a gap. */
export const filled = (text: string, values: Values): string =>
  text.replace(GAP, (gap, name: string) => values[name as Variable] ?? gap);

/** Variables of ours that still stand in a text: it must not be sent so. */
export function gapsIn(text: string): Variable[] {
  const found = [...text.matchAll(GAP)].map(([, name]) => name);
  return VARIABLES.filter((name) => found.includes(name));
}

/** Names in braces that are no variable: a typing error in the editor. */
export function strangersIn(text: string): string[] {
  const known: readonly string[] = VARIABLES;
  return [...text.matchAll(/\{([^{}]*)\}/g)]
    .map(([, name = '']) => name)
    .filter((name) => !known.includes(name));
}

/** A citizen without a name is addressed politely, in their language. */
const UNNAMED: Record<Language, string> = { id: 'Bapak/Ibu', en: 'Sir/Madam' };

interface Known {
  conversation: Pick<ConversationDetail, 'citizenName' | 'language' | 'complaints'>;
  operator: string;
  organisation: string;
  /** Words and dates in the citizen's language. */
  category: (of: ConversationDetail['complaints'][number]) => string;
  status: (of: ConversationDetail['complaints'][number]) => string;
  date: (iso: string) => string;
}

/** What is known of a conversation; of several complaints, the newest counts. */
export function valuesOf(known: Known): Values {
  const { conversation, operator, organisation } = known;
  const newest = conversation.complaints.at(-1);
  const values: Values = {
    nama: conversation.citizenName ?? UNNAMED[conversation.language],
    operator,
    organisasi: organisation,
  };
  if (!newest) return values;
  return {
    ...values,
    nomor_laporan: newest.reference,
    instansi: newest.agency.name,
    kategori: known.category(newest),
    status: known.status(newest),
    tenggat: known.date(newest.dueAt),
  };
}
