import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import {
  type BinaryNode,
  Curve,
  hmacSign,
  jidEncode,
  proto,
  WA_ADV_ACCOUNT_SIG_PREFIX,
} from '@whiskeysockets/baileys';
import { type Account, type Bundle, type Device, seconds } from './directory.js';
import type { Line } from './line.js';

/** The stanza that gives a client the references for its QR codes. */
export function offerPairing(id: string, codes = 6): BinaryNode {
  const refs = Array.from({ length: codes }, () => ({
    tag: 'ref',
    attrs: {},
    content: Buffer.from(`2@${randomBytes(12).toString('base64')}`),
  }));
  return {
    tag: 'iq',
    attrs: { from: 's.whatsapp.net', type: 'set', id, xmlns: 'md' },
    content: [{ tag: 'pair-device', attrs: {}, content: refs }],
  };
}

/** What stands in a QR code. */
export function readQr(qr: string): { clientKey: string; identity: Buffer; secret: Buffer } {
  const [, clientKey, identity, secret] = (qr.split('#').pop() ?? '').split(',');
  if (!clientKey || !identity || !secret) throw new Error('not a pairing code');
  return {
    clientKey,
    identity: Buffer.from(identity, 'base64'),
    secret: Buffer.from(secret, 'base64'),
  };
}

/** Links the client on this line to the account, as the phone does after scanning. */
export function link(line: Line, account: Account, qr: string): BinaryNode {
  const { identity, secret } = readQr(qr);
  const number = account.nextDevice++;
  const device: Device = {
    number,
    bundle: bundleOf(line, identity),
    queue: [],
    clientKey: line.clientKey,
  };
  account.devices.set(number, device);
  const content: BinaryNode[] = [
    {
      tag: 'device-identity',
      attrs: {},
      content: signedIdentity(account, number, identity, secret),
    },
    { tag: 'platform', attrs: { name: 'android' } },
    {
      tag: 'device',
      attrs: {
        jid: jidEncode(account.phone, 's.whatsapp.net', number),
        lid: jidEncode(account.lid, 'lid', number),
      },
    },
    { tag: 'biz', attrs: { name: account.name } },
  ];
  return {
    tag: 'iq',
    attrs: { from: 's.whatsapp.net', type: 'set', id: `pair-${number}`, t: seconds(), xmlns: 'md' },
    content: [{ tag: 'pair-success', attrs: {}, content }],
  };
}

function bundleOf(line: Line, identity: Buffer): Bundle {
  const keys = line.registering;
  if (!keys?.eRegid || !keys.eSkeyId || !keys.eSkeyVal || !keys.eSkeySig) {
    throw new Error('the client did not send its keys');
  }
  return {
    registrationId: Buffer.from(keys.eRegid).readUInt32BE(0),
    identity,
    signedKey: {
      keyId: Buffer.from(keys.eSkeyId).readUIntBE(0, 3),
      value: Buffer.from(keys.eSkeyVal),
      signature: Buffer.from(keys.eSkeySig),
    },
    preKeys: [],
  };
}

function signedIdentity(
  account: Account,
  number: number,
  identity: Buffer,
  secret: Buffer,
): Buffer {
  const details = Buffer.from(
    proto.ADVDeviceIdentity.encode({
      rawId: 1,
      timestamp: Number(seconds()),
      keyIndex: number,
    }).finish(),
  );
  const toSign = Buffer.concat([WA_ADV_ACCOUNT_SIG_PREFIX, details, identity]);
  const signed = Buffer.from(
    proto.ADVSignedDeviceIdentity.encode({
      details,
      accountSignatureKey: account.identity.public,
      accountSignature: Buffer.from(Curve.sign(account.identity.private, toSign)),
    }).finish(),
  );
  return Buffer.from(
    proto.ADVSignedDeviceIdentityHMAC.encode({
      details: signed,
      hmac: hmacSign(signed, secret),
    }).finish(),
  );
}
