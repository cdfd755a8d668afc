import type { Content } from '../models/message.js';

/** Longest excerpt shown in lists, in characters. */
const EXCERPT = 160;

/** A short text of any content, for lists and notifications. */
export function excerpt(
  content: Content | { kind: string; text?: string; caption?: string },
): string {
  if (content.kind === 'edit' && 'text' in content && content.text === '') return '[deleted]';
  const text =
    'text' in content && content.text
      ? content.text
      : 'label' in content
        ? content.label
        : 'caption' in content && content.caption
          ? content.caption
          : `[${content.kind}]`;
  return [...text.replace(/\s+/g, ' ').trim()].slice(0, EXCERPT).join('');
}
