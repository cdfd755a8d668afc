import { Buffer } from 'node:buffer';
import { Curve, type KeyPair, proto, WA_CERT_DETAILS } from '@whiskeysockets/baileys';

/**
 * A certificate chain whose root Baileys trusts until `distrust` is called.
 * Baileys exports the object that holds the root's key; that is the only thing changed in it.
 */
export function trustedCertificate(staticKey: KeyPair): { chain: Buffer; distrust: () => void } {
  const root = Curve.generateKeyPair();
  const intermediate = Curve.generateKeyPair();
  const chain = proto.CertChain.encode({
    intermediate: signed(root, { serial: 1, issuerSerial: WA_CERT_DETAILS.SERIAL }, intermediate),
    leaf: signed(intermediate, { serial: 2, issuerSerial: 1 }, staticKey),
  }).finish();
  const original = WA_CERT_DETAILS.PUBLIC_KEY;
  const ours = Buffer.from(root.public);
  WA_CERT_DETAILS.PUBLIC_KEY = ours;
  return {
    chain: Buffer.from(chain),
    distrust: () => {
      if (WA_CERT_DETAILS.PUBLIC_KEY === ours) WA_CERT_DETAILS.PUBLIC_KEY = original;
    },
  };
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
