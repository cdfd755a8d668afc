import type { Desk } from '../desk.js';
import { asPerson } from '../inbox.js';
import { quickReplyList } from '../quick-replies.js';
import { SHAPES } from '../shapes/requests.js';
import { on, type Route } from './route.js';

/** What helps to write: taking back, presence, colleagues, quick replies. */
export function threadRoutes(desk: Desk): Route[] {
  return [...besideRoutes(desk), ...quickReplyRoutes(desk)];
}

function besideRoutes({ inbox, answers, presence, calls }: Desk): Route[] {
  return [
    on(
      ['delete', '/api/messages/:id', 'conversation.reply'],
      {
        summary: 'Take back an answer of one’s own that has not left.',
        params: SHAPES.id,
        answer: 'MessageView',
      },
      ({ params, who }) => answers.takeBack(params.id, who().operator),
    ),
    on(
      ['post', '/api/conversations/:id/presence', 'conversation.read'],
      {
        summary: 'Say that one looks or types; kept in memory for seconds.',
        params: SHAPES.id,
        body: SHAPES.presence,
        answer: null,
      },
      async ({ params, body, who }) => {
        await inbox.known(params.id);
        presence.note(params.id, asPerson(who().operator), body.doing);
      },
    ),
    on(
      ['get', '/api/colleagues', 'conversation.note'],
      { summary: 'Who can be called in a note.', answer: 'ColleaguePage' },
      async () => ({ colleagues: await calls.colleagues() }),
    ),
  ];
}

function quickReplyRoutes({ parts: { quickReplies } }: Desk): Route[] {
  return [
    on(
      ['get', '/api/quick-replies', 'conversation.read'],
      { summary: 'The prepared answers.', answer: 'QuickReplyPage' },
      async () => ({ quickReplies: await quickReplyList(quickReplies) }),
    ),
    on(
      ['post', '/api/quick-replies', 'quick-reply.manage'],
      {
        summary: 'Add a prepared answer.',
        body: SHAPES.quickReply,
        answer: 'QuickReplyView',
        status: 201,
      },
      ({ body }) => quickReplies.add(body),
    ),
    on(
      ['patch', '/api/quick-replies/:id', 'quick-reply.manage'],
      {
        summary: 'Change a prepared answer.',
        params: SHAPES.id,
        body: SHAPES.quickReplyChange,
        answer: 'QuickReplyView',
      },
      ({ params, body: { version, ...reply } }) => quickReplies.change(params.id, version, reply),
    ),
    on(
      ['delete', '/api/quick-replies/:id', 'quick-reply.manage'],
      { summary: 'Remove a prepared answer.', params: SHAPES.id, answer: null },
      ({ params }) => quickReplies.remove(params.id),
    ),
  ];
}
