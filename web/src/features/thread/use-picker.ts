/** What is offered while typing: quick replies after `/`, colleagues after `@` in a note. */
import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import { useColleagues, useMe, useQuickReplies } from '../../data/queries.js';
import { suggest } from '../../data/suggest.js';
import type { ConversationDetail } from '../../data/types.js';
import { filled, valuesOf } from '../../data/variables.js';
import { fill } from '../../texts/texts.js';
import { longDay } from '../../texts/times.js';
import type { DraftKind } from './drafts.js';
import { type Option, optionId } from './picker.js';

const MOST = 50;

interface Asked {
  sign: '/' | '@';
  word: string;
  /** Where the sign stands. */
  from: number;
}

/** `/word` as the whole text, or `@word` at its end, before the caret. */
export function asked(text: string, kind: DraftKind): Asked | null {
  const slash = kind === 'reply' ? /^\/([\p{L}\d-]*)$/u.exec(text) : null;
  if (slash) return { sign: '/', word: slash[1] ?? '', from: 0 };
  const at = kind === 'note' ? /(^|\s)@([\p{L}\d.]*)$/u.exec(text) : null;
  return at ? { sign: '@', word: at[2] ?? '', from: text.length - (at[2] ?? '').length - 1 } : null;
}

function useReplyOptions(conversation: ConversationDetail, wanted: Asked | null) {
  const { operator, organisation } = useMe();
  const replies = useQuickReplies(wanted?.sign === '/').data;
  return useMemo((): { option: Option; insert: string }[] => {
    if (wanted?.sign !== '/' || !replies) return [];
    const { language } = conversation;
    const values = valuesOf({
      conversation,
      operator: operator.name,
      organisation,
      category: ({ category }) => fill(language, `category.${category}`),
      status: ({ status }) => fill(language, `status.${status}`),
      date: (iso) => longDay(language, iso),
    });
    return suggest(replies, wanted.word, conversation)
      .slice(0, MOST)
      .map(({ id, shortcut, text }) => {
        const insert = filled(text[language], values);
        return { option: { id, title: `/${shortcut}`, detail: insert }, insert };
      });
  }, [replies, wanted?.sign, wanted?.word, conversation, operator.name, organisation]);
}

function useColleagueOptions(wanted: Asked | null) {
  const me = useMe().operator.id;
  const colleagues = useColleagues(wanted?.sign === '@').data;
  return useMemo((): { option: Option; insert: string }[] => {
    if (wanted?.sign !== '@' || !colleagues) return [];
    const word = wanted.word.toLowerCase();
    return colleagues
      .filter(({ id, name }) => id !== me && name.toLowerCase().includes(word))
      .map(({ id, name }) => ({ option: { id, title: name }, insert: `@${name} ` }));
  }, [colleagues, wanted?.sign, wanted?.word, me]);
}

interface Field {
  kind: DraftKind;
  conversation: ConversationDetail;
  text: string;
  setText: (text: string) => void;
}

/** The list over the field, and which keys it takes. */
export function usePicker({ kind, conversation, text, setText }: Field) {
  const list = useId();
  const [active, setActive] = useState(0);
  const [refused, setRefused] = useState<string | null>(null);
  const found = asked(text, kind);
  const wanted = found && refused !== text ? found : null;
  const replies = useReplyOptions(conversation, wanted);
  const colleagues = useColleagueOptions(wanted);
  const choices = wanted?.sign === '/' ? replies : colleagues;
  const at = Math.min(active, Math.max(0, choices.length - 1));

  const pick = (option: Option): void => {
    const insert = choices.find((each) => each.option.id === option.id)?.insert ?? '';
    setActive(0);
    setText(text.slice(0, wanted?.from ?? 0) + insert);
  };
  const step = (by: number): void => {
    const count = Math.max(1, choices.length);
    setActive((at + by + count) % count);
  };
  /** True when the key was for the list. */
  const pressed = (event: KeyboardEvent): boolean => {
    if (!wanted) return false;
    const chosen = choices[at];
    if ((event.key === 'Enter' || event.key === 'Tab') && chosen) pick(chosen.option);
    else if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
    else if (event.key === 'Escape') setRefused(text);
    else return false;
    event.preventDefault();
    return true;
  };
  return {
    open: wanted !== null,
    sign: wanted?.sign ?? null,
    list,
    options: choices.map(({ option }) => option),
    active: at,
    pick,
    pressed,
    field: wanted
      ? {
          'aria-autocomplete': 'list' as const,
          'aria-haspopup': 'listbox' as const,
          'aria-controls': list,
          ...(choices.length > 0 ? { 'aria-activedescendant': optionId(list, at) } : {}),
        }
      : {},
  };
}
