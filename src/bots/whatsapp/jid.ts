/** An address without device and agent; hosted addresses under the name of the plain ones. */
export function chatOf(jid: string): string {
  const [user = '', server = ''] = jid.split('@');
  const plain = user.split(/[:_]/)[0] ?? '';
  const plainServer =
    server === 'hosted' ? 's.whatsapp.net' : server === 'hosted.lid' ? 'lid' : server;
  return `${plain}@${plainServer === 'c.us' ? 's.whatsapp.net' : plainServer}`;
}

export function isLid(jid: string): boolean {
  return jid.endsWith('@lid');
}

export function isNumber(jid: string): boolean {
  return jid.endsWith('@s.whatsapp.net');
}

/** One person's chat: no group, status, newsletter, broadcast list or robot. */
export function isPerson(jid: string): boolean {
  return /^[^@]+@(s\.whatsapp\.net|c\.us|lid|hosted|hosted\.lid)$/.test(jid);
}

export function userOf(jid: string): string {
  return jid.split('@')[0] ?? '';
}
