import { Buffer } from 'node:buffer';
import {
  type BinaryNode,
  getBinaryNodeChild,
  getBinaryNodeChildren,
  getBinaryNodeChildUInt,
  jidNormalizedUser,
} from '@whiskeysockets/baileys';
import type { Line } from './line.js';
import type { FakeWhatsApp } from './server.js';

const SERVER = 's.whatsapp.net';

/** A question of a client and how to answer it. */
interface Question {
  line: Line;
  node: BinaryNode;
  /** The first child: what is asked. */
  asked: BinaryNode | undefined;
  reply(content?: BinaryNode[]): void;
}

/** Answers an `iq`; what is not known gets an empty result, as a patient server would. */
export function answer(server: FakeWhatsApp, line: Line, node: BinaryNode): void {
  const asked = Array.isArray(node.content) ? node.content[0] : undefined;
  if (node.attrs.type === 'result') {
    confirmPairing(line, node);
    return;
  }
  const attrs = { id: node.attrs.id ?? '', from: SERVER, type: 'result' };
  const reply = (content?: BinaryNode[]) =>
    line.send({ tag: 'iq', attrs, ...(content ? { content } : {}) });
  const known = ANSWERS[node.attrs.xmlns ?? ''];
  if (known) known(server, { line, node, asked, reply });
  else reply();
}

/** The client confirmed its pairing: it must come back with a login. */
function confirmPairing(line: Line, node: BinaryNode): void {
  if (!line.pairing || !getBinaryNodeChild(node, 'pair-device-sign')) return;
  line.pairing = false;
  line.send({ tag: 'stream:error', attrs: { code: '515' } });
  setTimeout(() => line.socket.close(), 20);
}

const ANSWERS: Record<string, (server: FakeWhatsApp, question: Question) => void> = {
  encrypt: keys,
  usync,
  'w:m': (server, { reply }) =>
    reply([
      {
        tag: 'media_conn',
        attrs: { auth: 'test', ttl: '3600' },
        content: [{ tag: 'host', attrs: { hostname: server.media.host } }],
      },
    ]),
  'w:mex': restrictions,
  abt: (_server, { reply }) => reply([{ tag: 'props', attrs: {} }]),
  privacy: (_server, { asked, reply }) => {
    const all = { tag: 'category', attrs: { name: 'readreceipts', value: 'all' } };
    if (asked?.tag === 'tokens') reply();
    else reply([{ tag: 'privacy', attrs: {}, content: [all] }]);
  },
  blocklist: (_server, { reply }) => reply([{ tag: 'list', attrs: {} }]),
  md: (_server, { line, asked, reply }) => {
    reply();
    if (asked?.tag === 'remove-companion-device' && line.device) {
      line.account?.devices.delete(line.device.number);
    }
  },
};

function keys(server: FakeWhatsApp, { line, node, asked, reply }: Question): void {
  const bundle = line.device?.bundle;
  if (asked?.tag === 'count') {
    // Enough of them, or the client makes and uploads hundreds at every login.
    reply([{ tag: 'count', attrs: { value: String(Math.max(50, bundle?.preKeys.length ?? 0)) } }]);
  } else if (asked?.tag === 'digest') {
    reply([{ tag: 'digest', attrs: {} }]);
  } else if (asked?.tag === 'key') {
    const jids = getBinaryNodeChildren(asked, 'user').map((user) => user.attrs.jid ?? '');
    line.send(
      server.directory.keys(jids, { id: node.attrs.id ?? '', from: SERVER, type: 'result' }),
    );
  } else {
    for (const key of getBinaryNodeChildren(getBinaryNodeChild(node, 'list'), 'key')) {
      const value = getBinaryNodeChild(key, 'value')?.content;
      const id = getBinaryNodeChildUInt(key, 'id', 3) ?? 0;
      if (value instanceof Uint8Array) bundle?.preKeys.push({ id, value });
    }
    reply();
  }
}

function usync(server: FakeWhatsApp, { node, reply }: Question): void {
  if (server.faults.silentUsync) return;
  const question = getBinaryNodeChild(node, 'usync');
  const query = getBinaryNodeChild(question, 'query')?.content;
  const wanted = new Set(Array.isArray(query) ? query.map((part) => part.tag) : []);
  const asked = getBinaryNodeChildren(getBinaryNodeChild(question, 'list'), 'user');
  const users = asked.map((user) => person(server, user.attrs.jid ?? '', wanted));
  const list = { tag: 'list', attrs: {}, content: users };
  reply([{ tag: 'usync', attrs: {}, content: [list] }]);
}

function person(server: FakeWhatsApp, jid: string, wanted: Set<string>): BinaryNode {
  const lid = server.directory.lidOf(jidNormalizedUser(jid));
  const numbers = server.directory.devicesOf(jid);
  const content: BinaryNode[] = [];
  if (wanted.has('lid') && lid) content.push({ tag: 'lid', attrs: { val: lid } });
  if (wanted.has('devices') && numbers.length > 0) {
    const devices = numbers.map((number) => ({
      tag: 'device',
      attrs: { id: String(number), ...(number ? { 'key-index': String(number) } : {}) },
    }));
    const list = { tag: 'device-list', attrs: {}, content: devices };
    content.push({ tag: 'devices', attrs: {}, content: [list] });
  }
  return { tag: 'user', attrs: { jid: jidNormalizedUser(jid) }, content };
}

/** Whether the account may write to new chats. */
function restrictions(server: FakeWhatsApp, { reply }: Question): void {
  const until = server.faults.lockedUntil;
  const data = {
    data: {
      xwa2_fetch_account_reachout_timelock: {
        is_active: until !== undefined,
        time_enforcement_ends: until ? String(Math.floor(until.getTime() / 1000)) : '0',
      },
    },
  };
  reply([{ tag: 'result', attrs: {}, content: Buffer.from(JSON.stringify(data)) }]);
}
