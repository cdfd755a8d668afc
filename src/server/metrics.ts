import type { RequestHandler } from 'express';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Logger } from '../log.js';
import type { ChannelName } from '../models/channel.js';
import type { Clock } from '../models/clock.js';
import type { Conversations } from '../models/conversation.js';

export interface MetricSources {
  conversations: Pick<Conversations, 'counts' | 'list'>;
  queueDepth(): Promise<{ ready: number; delayed: number; dead: number }>;
  listeners(): number;
  clock: Clock;
  log: Logger;
}

type Outcome = 'sent' | 'failed' | 'withheld';

/** What is counted. Labels are routes, channels and states: never a person, never an id. */
export interface Metrics {
  registry: Registry;
  /** A citizen's message was kept. */
  received(channel: ChannelName): void;
  /** One of ours went out, failed or was withheld. */
  sent(channel: ChannelName, outcome: Outcome): void;
  /** Times every request under the template of its route. */
  watch: RequestHandler;
}

/** Conversations looked at for the longest wait: emergencies come first, so the first is not enough. */
const LOOKED_AT = 200;

/** Builds a registry of its own, so that two servers in one process do not meet. */
export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  gauges(sources, registers);
  const received = new Counter({
    name: 'sahut_messages_received_total',
    help: 'Messages of citizens that were kept.',
    labelNames: ['channel'],
    registers,
  });
  const sent = new Counter({
    name: 'sahut_messages_sent_total',
    help: 'Messages to citizens, by outcome.',
    labelNames: ['channel', 'outcome'],
    registers,
  });
  return {
    registry,
    received: (channel) => received.inc({ channel }),
    sent: (channel, outcome) => sent.inc({ channel, outcome }),
    watch: requestTimer(registers),
  };
}

function requestTimer(registers: Registry[]): RequestHandler {
  const durations = new Histogram({
    name: 'sahut_http_request_seconds',
    help: 'Duration of HTTP requests by route template.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  return (request, response, next) => {
    const stop = durations.startTimer();
    response.once('finish', () => {
      const { route = 'other' } = response.locals as { route?: string };
      // A live line lasts for hours: its length says nothing about speed.
      if (route === '/api/live') return;
      stop({ method: request.method, route, status: String(response.statusCode) });
    });
    next();
  };
}

function gauges(sources: MetricSources, registers: Registry[]): void {
  const { conversations, queueDepth, listeners, clock, log } = sources;
  /** A source that does not answer leaves its gauge out; the scrape goes on. */
  const measured = (measure: (gauge: Gauge<string>) => Promise<void> | void) =>
    async function collect(this: Gauge<string>): Promise<void> {
      try {
        await measure(this);
      } catch (error) {
        this.reset();
        log.warn({ err: error }, 'a metric could not be measured');
      }
    };

  new Gauge({
    name: 'sahut_queue_jobs',
    help: 'Jobs by state.',
    labelNames: ['state'],
    registers,
    collect: measured(async (gauge) => {
      const depth = await queueDepth();
      for (const [state, count] of Object.entries(depth)) gauge.set({ state }, count);
    }),
  });
  new Gauge({
    name: 'sahut_conversations_waiting',
    help: 'Conversations that wait for a person, emergencies apart.',
    labelNames: ['kind'],
    registers,
    collect: measured(async (gauge) => {
      const { waiting, emergencies } = await conversations.counts('');
      gauge.set({ kind: 'all' }, waiting);
      gauge.set({ kind: 'emergency' }, emergencies);
    }),
  });
  new Gauge({
    name: 'sahut_longest_wait_seconds',
    help: 'Longest time a citizen has been waiting for a person.',
    registers,
    collect: measured(async (gauge) => {
      const waiting = await conversations.list('waiting', '', { limit: LOOKED_AT });
      const since = waiting.map((one) => (one.waitingSince ?? one.lastCitizenAt).getTime());
      const longest = since.length === 0 ? 0 : clock.now().getTime() - Math.min(...since);
      gauge.set(Math.max(0, longest / 1000));
    }),
  });
  new Gauge({
    name: 'sahut_live_listeners',
    help: 'Open live lines of the inbox.',
    registers,
    collect: measured((gauge) => gauge.set(listeners())),
  });
}
