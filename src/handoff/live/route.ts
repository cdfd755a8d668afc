import type { Desk } from '../desk.js';
import type { Visit } from '../routes/route.js';

/** Turns a request into a live line. `Last-Event-ID` wins over `?after=`: it is the newer one. */
export function joinLive(
  { live }: Pick<Desk, 'live'>,
  visit: Visit,
  after: number | undefined,
): Promise<void> {
  const { request, response } = visit;
  const last = request.get('last-event-id');
  const resumed = last !== undefined && /^\d{1,16}$/.test(last) ? Number(last) : after;
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
    // Otherwise the connection outlives the line, and a closing server waits for it.
    Connection: 'close',
  });
  response.write('retry: 1000\n\n');
  return live.join(response, visit.who(), resumed);
}
