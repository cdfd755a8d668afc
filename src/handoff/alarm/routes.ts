import { z } from 'zod';
import type { Desk } from '../desk.js';
import { on, type Route } from '../routes/route.js';
import { SHAPES } from '../shapes/requests.js';

/** A push service on the net: never an address inside the house. */
const endpoint = z
  .string()
  .max(1024)
  .regex(
    /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(:443)?\//i,
    'an https address of a push service',
  );
const key = z.string().regex(/^[\w-]{16,128}={0,2}$/, 'base64url');
const device = z.strictObject({
  endpoint,
  keys: z.strictObject({ p256dh: key, auth: key }),
  language: z.enum(['id', 'en']).default('id'),
});
const moment = z.iso.datetime().transform((text) => new Date(text));
const limit = z
  .string()
  .regex(/^\d{1,4}$/, 'a whole number')
  .transform(Number)
  .pipe(z.number().min(1).max(1000))
  .default(1000);

/** What pages say and ask while an emergency waits, and the devices that ring. */
export function alarmRoutes(desk: Desk): Route[] {
  return [...emergencyRoutes(desk), ...deviceRoutes(desk)];
}

function emergencyRoutes({ alarm, inbox }: Desk): Route[] {
  return [
    on(
      ['get', '/api/emergencies/open', 'conversation.read'],
      { summary: 'Everybody in danger now, whoever has them.', answer: 'OpenEmergencies' },
      () => alarm.open(inbox.row),
    ),
    on(
      ['get', '/api/emergencies', 'conversation.read'],
      {
        summary: 'When alarms were shown, accepted, answered and closed, by first word of danger.',
        query: z.strictObject({ from: moment, to: moment, limit }),
        answer: 'EmergencyReport',
      },
      async ({ query }) => ({
        emergencies: await alarm.report(query.from, query.to, query.limit),
      }),
    ),
    on(
      ['post', '/api/conversations/:id/alarm', 'conversation.read'],
      { summary: 'Say that the alarm stands on the screen.', params: SHAPES.id, answer: null },
      ({ params, who }) => alarm.shown(params.id, who().operator),
    ),
    on(
      ['post', '/api/session/here', 'signed-in'],
      {
        summary: 'Say that the page is there; its emergencies go to others when it falls silent.',
        answer: null,
      },
      async ({ who }) => alarm.here(who().operator.id),
    ),
  ];
}

function deviceRoutes({ alarm, parts: { devices, clock } }: Desk): Route[] {
  return [
    on(
      ['get', '/api/devices/key', 'conversation.read'],
      { summary: 'The key that a browser subscribes with (VAPID).', answer: 'PushKey' },
      async () => ({ publicKey: await alarm.push.publicKey() }),
    ),
    on(
      ['post', '/api/devices', 'conversation.read'],
      { summary: 'Let this browser ring when no page is open.', body: device, answer: null },
      ({ body: { endpoint: address, keys, language }, who }) =>
        devices.keep({
          endpoint: address,
          operatorId: who().operator.id,
          ...keys,
          language,
          createdAt: clock.now(),
        }),
    ),
    on(
      ['delete', '/api/devices', 'conversation.read'],
      {
        summary: 'Let this browser ring no more.',
        body: z.strictObject({ endpoint }),
        answer: null,
      },
      ({ body, who }) => devices.forget(body.endpoint, who().operator.id),
    ),
    on(
      ['post', '/api/devices/test', 'conversation.read'],
      { summary: 'Ring one’s own devices once.', answer: null },
      ({ who }) => alarm.push.ring({ kind: 'test', operatorId: who().operator.id }),
    ),
  ];
}
