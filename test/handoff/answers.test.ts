import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import type * as Contract from '../../src/handoff/contract.js';
import type { AnswerName } from '../../src/handoff/routes/route.js';
import { ANSWERS } from '../../src/handoff/shapes/answers.js';
import {
  addOperator,
  ask,
  citizenWaits,
  fileComplaint,
  type House,
  openHouse,
  signIn,
} from './house.js';

type Sent<Name extends AnswerName> = z.output<(typeof ANSWERS)[Name]>;
type Within<One, Other> = [One] extends [Other] ? true : false;
/** Each fits the other, and both have the same fields. */
type Same<One, Other> = [
  Within<One, Other>,
  Within<Other, One>,
  Within<keyof One, keyof Other>,
  Within<keyof Other, keyof One>,
];

/** Does not compile when a shape and the contract's type drift apart. */
const SAME: {
  SessionView: Same<Sent<'SessionView'>, Contract.SessionView>;
  ConversationRow: Same<Sent<'ConversationRow'>, Contract.ConversationRow>;
  EmergencyView: Same<Sent<'EmergencyView'>, Contract.EmergencyView>;
  ComplaintView: Same<Sent<'ComplaintView'>, Contract.ComplaintView>;
  OperatorView: Same<Sent<'OperatorView'>, Contract.OperatorView>;
  OperatorAnswer: Same<Sent<'OperatorAnswer'>, Contract.OperatorAnswer>;
  OwnerView: Same<Sent<'OwnerView'>, Contract.OwnerView>;
} = {
  SessionView: [true, true, true, true],
  ConversationRow: [true, true, true, true],
  EmergencyView: [true, true, true, true],
  ComplaintView: [true, true, true, true],
  OperatorView: [true, true, true, true],
  OperatorAnswer: [true, true, true, true],
  OwnerView: [true, true, true, true],
};

/** `source` of a file and `qr` of a channel's health are in the types, and never sent. */
type Fits<One, Other> = [
  Within<One, Other>,
  Within<keyof One, keyof Other>,
  Within<keyof Other, keyof One>,
];
const SENT: {
  MessageView: Fits<Sent<'MessageView'>, Contract.MessageView>;
  ChannelView: Fits<Sent<'ChannelView'>, Contract.ChannelView>;
  ConversationDetail: Fits<Sent<'ConversationDetail'>, Contract.ConversationDetail>;
} = {
  MessageView: [true, true, true],
  ChannelView: [true, true, true],
  ConversationDetail: [true, true, true],
};

describe('what the description says of answers', () => {
  let house: House;
  let cookie: string;
  beforeEach(async () => {
    house = await openHouse();
    cookie = await signIn(house, await addOperator(house, 'admin'));
    await citizenWaits(house, 'c1', 'kebakaran');
    await fileComplaint(house, 'c1', 'AAA-1111');
  });
  afterEach(() => house.close());

  it('fits the types of the contract', () => {
    expect(Object.values({ ...SAME, ...SENT }).length).toBe(10);
  });

  it('fits what is sent, field by field', async () => {
    const body = { clientId: 'client-1', text: 'Baik.' };
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
      'base64',
    );
    const person = { email: 'sari@sahut.local', name: 'Sari', role: 'operator' };
    const asked: [string, AnswerName, object?][] = [
      ['GET /api/session', 'SessionView'],
      ['GET /api/conversations?view=all', 'ConversationPage'],
      ['POST /api/conversations/c1/claim', 'ConversationRow', {}],
      ['POST /api/conversations/c1/reply', 'MessageView', body],
      ['POST /api/conversations/c1/note', 'MessageView', body],
      ['GET /api/conversations/c1', 'ConversationDetail'],
      ['GET /api/conversations/c1/messages', 'MessagePage'],
      ['PATCH /api/complaints/AAA-1111', 'ComplaintView', { version: 0, status: 'verified' }],
      ['POST /api/conversations/c1/close', 'ConversationRow', { outcome: 'solved' }],
      ['GET /api/colleagues', 'ColleaguePage'],
      ['GET /api/quick-replies', 'QuickReplyPage'],
      ['GET /api/channels', 'ChannelPage'],
      ['GET /api/operators', 'OperatorPage'],
      ['POST /api/operators', 'OperatorAnswer', person],
    ];
    for (const [line, name, sent] of asked) {
      const { json, status } = await ask(house, line, { cookie, body: sent });
      expect([line, status < 300]).toEqual([line, true]);
      expect([line, ANSWERS[name].safeParse(json).error?.issues]).toEqual([line, undefined]);
    }
    const headers = { 'content-type': 'image/png', 'x-file-name': 'a.png' };
    const { json } = await ask(house, 'POST /api/media', { cookie, headers, raw: png });
    expect(ANSWERS.MediaRef.safeParse(json).error?.issues).toBeUndefined();
  });

  it('names every answer of every route, and what it is made of', async () => {
    const { json } = await ask(house, 'GET /api/openapi.json');
    const { components } = json as unknown as {
      components: { schemas: Record<string, { properties?: object; oneOf?: object[] }> };
    };
    for (const { answer } of house.handoff.routes) {
      if (answer === null || answer === 'stream') continue;
      const { properties = {} } = components.schemas[answer] ?? {};
      expect([answer, Object.keys(properties).length > 0]).toEqual([answer, true]);
    }
    expect(components.schemas.ConversationPage?.properties).toMatchObject({
      conversations: { type: 'array', items: { $ref: '#/components/schemas/ConversationRow' } },
    });
    expect(components.schemas.LiveEvent?.oneOf).toHaveLength(8);
    expect(JSON.stringify(components)).not.toMatch(/"\$id"|"\$schema"/);
  });
});
