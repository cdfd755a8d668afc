import { SahutError } from '../../errors.js';
import { alarmRoutes } from '../alarm/routes.js';
import { channelViews } from '../channels.js';
import type { Desk } from '../desk.js';
import { sendFile, takeUpload } from '../files.js';
import { asPerson } from '../inbox.js';
import { joinLive } from '../live/route.js';
import { UPLOAD_BYTES } from '../media.js';
import { may } from '../policy.js';
import { SHAPES } from '../shapes/requests.js';
import { modelRoutes } from './model.js';
import { on, type Route } from './route.js';
import { closeSession, openSession, sessionView } from './session.js';
import { threadRoutes } from './thread.js';

/** Every route of the inbox: method, path, permission, what comes in, what goes out, the action. */
export function routeTable(desk: Desk): Route[] {
  return [
    ...sessionRoutes(desk),
    ...conversationRoutes(desk),
    ...threadRoutes(desk),
    ...handoverRoutes(desk),
    ...alarmRoutes(desk),
    ...recordRoutes(desk),
    ...houseRoutes(desk),
    ...modelRoutes(desk),
  ];
}

function sessionRoutes(desk: Desk): Route[] {
  const { signIn, live } = desk;
  return [
    on(
      ['post', '/api/session', 'open'],
      { summary: 'Sign in.', body: SHAPES.signIn, answer: 'SessionView' },
      (visit) => openSession(desk, visit, visit.body),
    ),
    on(
      ['get', '/api/session', 'signed-in'],
      { summary: 'Who is signed in.', answer: 'SessionView' },
      async ({ who }) => sessionView(desk, who().operator),
    ),
    on(['delete', '/api/session', 'signed-in'], { summary: 'Sign out.', answer: null }, (visit) =>
      closeSession(desk, visit),
    ),
    on(
      ['post', '/api/session/password', 'signed-in'],
      { summary: 'Replace the password.', body: SHAPES.password, answer: 'SessionView' },
      async ({ who, body }) => {
        const operator = await signIn.changePassword(who(), body);
        live.review(operator.id);
        return sessionView(desk, operator);
      },
    ),
  ];
}

function conversationRoutes({ inbox, answers, calls }: Desk): Route[] {
  return [
    on(
      ['get', '/api/conversations', 'conversation.read'],
      { summary: 'The list.', query: SHAPES.list, answer: 'ConversationPage' },
      ({ query, who }) => inbox.list(query.view, who().operator.id, query),
    ),
    on(
      ['get', '/api/conversations/:id', 'conversation.read'],
      { summary: 'One conversation.', params: SHAPES.id, answer: 'ConversationDetail' },
      ({ params }) => inbox.detail(params.id),
    ),
    on(
      ['get', '/api/conversations/:id/messages', 'conversation.read'],
      {
        summary: 'A page of the thread.',
        params: SHAPES.id,
        query: SHAPES.thread,
        answer: 'MessagePage',
      },
      ({ params, query }) => inbox.thread(params.id, query),
    ),
    on(
      ['post', '/api/conversations/:id/seen', 'conversation.read'],
      { summary: 'Mark as seen.', params: SHAPES.id, answer: null },
      async ({ params, who }) => {
        await inbox.seen(params.id);
        await calls.seen(who().operator.id, params.id);
      },
    ),
    on(
      ['post', '/api/conversations/:id/reply', 'conversation.reply'],
      {
        summary: 'Answer the citizen.',
        params: SHAPES.id,
        body: SHAPES.reply,
        answer: 'MessageView',
      },
      ({ params, body, who }) => answers.reply(params.id, body, who().operator),
    ),
    on(
      ['post', '/api/conversations/:id/note', 'conversation.note'],
      {
        summary: 'Write a note among operators.',
        params: SHAPES.id,
        body: SHAPES.reply,
        answer: 'MessageView',
      },
      ({ params, body, who }) => answers.note(params.id, body, who().operator),
    ),
  ];
}

function handoverRoutes({ inbox, ownership }: Desk): Route[] {
  return [
    on(
      ['post', '/api/conversations/:id/claim', 'conversation.claim'],
      {
        summary: 'Take the conversation; the bot falls silent.',
        params: SHAPES.id,
        body: SHAPES.claim,
        answer: 'ConversationRow',
      },
      async ({ params, body: { force }, who }) => {
        const { operator } = who();
        if (force && !may(operator.role, 'conversation.take-over')) {
          throw new SahutError('session/forbidden');
        }
        return inbox.row(await ownership.claim(params.id, asPerson(operator), { force }));
      },
    ),
    on(
      ['post', '/api/conversations/:id/release', 'conversation.release'],
      {
        summary: 'Give the conversation back to the bot.',
        params: SHAPES.id,
        body: SHAPES.release,
        answer: 'ConversationRow',
      },
      async ({ params, body, who }) =>
        inbox.row(await ownership.release(params.id, asPerson(who().operator), body.note)),
    ),
    on(
      ['post', '/api/conversations/:id/close', 'conversation.close'],
      {
        summary: 'Close the conversation.',
        params: SHAPES.id,
        body: SHAPES.close,
        answer: 'ConversationRow',
      },
      async ({ params, body, who }) =>
        inbox.row(await ownership.close(params.id, asPerson(who().operator), body.outcome)),
    ),
  ];
}

function recordRoutes(desk: Desk): Route[] {
  const { complaintDesk } = desk;
  return [
    on(
      ['patch', '/api/complaints/:reference', 'complaint.change'],
      {
        summary: 'Change category, urgency, status or the public note.',
        params: SHAPES.reference,
        body: SHAPES.complaint,
        answer: 'ComplaintView',
      },
      ({ params, body, who }) => complaintDesk.change(params.reference, body, who().operator),
    ),
    on(
      ['get', '/api/media/:id', 'media.read'],
      { summary: 'A file; understands Range.', params: SHAPES.id, answer: 'stream' },
      (visit) => sendFile(desk, visit, visit.params.id),
    ),
    on(
      ['post', '/api/media', 'conversation.reply'],
      {
        summary: 'Keep a file to be sent: photo, video, audio or PDF, named in X-File-Name.',
        rawBytes: UPLOAD_BYTES,
        answer: 'MediaRef',
        status: 201,
      },
      (visit) => takeUpload(desk, visit),
    ),
    on(
      ['get', '/api/live', 'conversation.read'],
      { summary: 'Server-sent events.', query: SHAPES.live, answer: 'stream' },
      (visit) => joinLive(desk, visit, visit.query.after),
    ),
  ];
}

function houseRoutes({ parts, people }: Desk): Route[] {
  return [
    on(
      ['get', '/api/channels', 'channel.read'],
      { summary: 'The channels and how they are.', answer: 'ChannelPage' },
      async ({ who }) => {
        const withQr = may(who().operator.role, 'channel.manage');
        return { channels: await channelViews(parts.channels(), { withQr }) };
      },
    ),
    on(
      ['post', '/api/channels/whatsapp/logout', 'channel.manage'],
      { summary: 'Unpair WhatsApp.', answer: null },
      () => parts.logoutWhatsapp(),
    ),
    on(
      ['post', '/api/channels/whatsapp/pair', 'channel.manage'],
      { summary: 'Forget the keys of WhatsApp and show a new QR code.', answer: null },
      () => parts.pairWhatsapp(),
    ),
    on(
      ['get', '/api/operators', 'operator.read'],
      { summary: 'Who works here.', answer: 'OperatorPage' },
      async () => ({ operators: await people.list() }),
    ),
    on(
      ['post', '/api/operators', 'operator.manage'],
      {
        summary: 'Add an operator.',
        body: SHAPES.operator,
        answer: 'OperatorAnswer',
        status: 201,
      },
      ({ body }) => people.add(body),
    ),
    on(
      ['patch', '/api/operators/:id', 'operator.manage'],
      {
        summary: 'Change, disable, or give a new one-time password.',
        params: SHAPES.id,
        body: SHAPES.operatorChange,
        answer: 'OperatorAnswer',
      },
      ({ params, body }) => people.change(params.id, body),
    ),
  ];
}
