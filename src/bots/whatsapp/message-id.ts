import { createHash } from 'node:crypto';

const PREFIX = '3EB0';
const SHAPE = /^3EB0[0-9A-F]{18}$/;

/**
 * The id under which WhatsApp knows our message: shaped like WhatsApp Web's own ids, always the
 * same for the same message of ours. A phone shows an id once, so sending again after an
 * unknown outcome does not show twice. The last four digits mark the id as ours.
 */
export function vendorId(outboundId: string): string {
  const body = digits(`message ${outboundId}`, 14);
  return PREFIX + body + digits(`ours ${body}`, 4);
}

/** True for ids made by {@link vendorId}, also before a restart; one foreign id in 65,536 passes. */
export function isOurs(id: string): boolean {
  if (!SHAPE.test(id)) return false;
  return id.slice(18) === digits(`ours ${id.slice(4, 18)}`, 4);
}

function digits(text: string, count: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, count).toUpperCase();
}
