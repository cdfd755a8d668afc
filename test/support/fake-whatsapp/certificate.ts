import { Buffer } from 'node:buffer';
import { Curve, type KeyPair, proto, WA_CERT_DETAILS } from '@whiskeysockets/baileys';

/** One for all servers of a process: signing takes its time. */
let made: { root: KeyPair; staticKey: KeyPair; chain: Buffer } | undefined;

/**
 * A server key and the certificate chain for it, whose root Baileys trusts until `distrust` is
 * called. Baileys exports the object that holds the root's key; that is all that is changed in it.
 */
export function trustedCertificate(): {
  staticKey: KeyPair;
  chain: Buffer;
  distrust: () => void;
} {
  made ??= make();
  const { root, staticKey, chain } = made;
  const original = WA_CERT_DETAILS.PUBLIC_KEY;
  const ours = Buffer.from(root.public);
  WA_CERT_DETAILS.PUBLIC_KEY = ours;
  const distrust = () => {
    if (WA_CERT_DETAILS.PUBLIC_KEY === ours) WA_CERT_DETAILS.PUBLIC_KEY = original;
  };
  return { staticKey, chain, distrust };
}

function make() {
  const root = Curve.generateKeyPair();
  const intermediate = Curve.generateKeyPair();
  const staticKey = Curve.generateKeyPair();
  const chain = proto.CertChain.encode({
    intermediate: signed(root, { serial: 1, issuerSerial: WA_CERT_DETAILS.SERIAL }, intermediate),
    leaf: signed(intermediate, { serial: 2, issuerSerial: 1 }, staticKey),
  }).finish();
  return { root, staticKey, chain: Buffer.from(chain) };
}

function signed(
  issuer: KeyPair,
  serials: { serial: number; issuerSerial: number },
  subject: KeyPair,
): proto.CertChain.INoiseCertificate {
  const details = Buffer.from(
    proto.CertChain.NoiseCertificate.Details.encode({ ...serials, key: subject.public }).finish(),
  );
  return { details, signature: Buffer.from(Curve.sign(issuer.private, details)) };
}
