import { Buffer } from 'node:buffer';
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { aesEncryptGCM, getMediaKeys, hkdf, type MediaType, proto } from '@whiskeysockets/baileys';

/** A file as a phone uploads it, and the words of the message that announces it. */
export interface SealedFile {
  sealed: Buffer;
  announcement: {
    mediaKey: Buffer;
    fileLength: number;
    fileSha256: Buffer;
    fileEncSha256: Buffer;
    directPath: string;
  };
}

/** Encrypts a file the way a phone does before uploading it. */
export async function sealFile(data: Uint8Array, type: MediaType): Promise<SealedFile> {
  const mediaKey = randomBytes(32);
  const { cipherKey, iv, macKey } = await getMediaKeys(mediaKey, type);
  const cipher = createCipheriv('aes-256-cbc', cipherKey, iv);
  const body = Buffer.concat([cipher.update(data), cipher.final()]);
  const mac = createHmac('sha256', macKey ?? '')
    .update(iv)
    .update(body)
    .digest()
    .subarray(0, 10);
  const sealed = Buffer.concat([body, mac]);
  const fileEncSha256 = createHash('sha256').update(sealed).digest();
  const directPath = `/mms/${type}/${fileEncSha256.toString('hex')}`;
  const fileSha256 = createHash('sha256').update(data).digest();
  return {
    sealed,
    announcement: { mediaKey, fileLength: data.length, fileSha256, fileEncSha256, directPath },
  };
}

/** The opposite of {@link sealFile}. */
export async function openFile(
  sealed: Uint8Array,
  mediaKey: Uint8Array,
  type: MediaType,
): Promise<Buffer> {
  const { cipherKey, iv } = await getMediaKeys(mediaKey, type);
  const decipher = createDecipheriv('aes-256-cbc', cipherKey, iv);
  return Buffer.concat([decipher.update(sealed.subarray(0, -10)), decipher.final()]);
}

/** What a phone answers when it is asked to upload a file once more. */
export function sealRetry(
  mediaKey: Uint8Array,
  id: string,
  directPath: string,
): { ciphertext: Buffer; iv: Buffer } {
  const notice = proto.MediaRetryNotification.encode({
    stanzaId: id,
    directPath,
    result: proto.MediaRetryNotification.ResultType.SUCCESS,
  }).finish();
  const key = Buffer.from(
    hkdf(Buffer.from(mediaKey), 32, { info: 'WhatsApp Media Retry Notification' }),
  );
  const iv = randomBytes(12);
  const ciphertext = aesEncryptGCM(notice, key, iv, Buffer.from(id));
  return { ciphertext, iv };
}
