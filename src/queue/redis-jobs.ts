/** A job as Redis keeps it. */
export interface RedisJob {
  name: string;
  key: string;
  /** Redis' name of the lane; a lane of its own when the job has none. */
  lane: string;
  payload: Record<string, string | number | boolean | null>;
  /** Tells this job from a later one of the same name and key. */
  ticket: string;
  attempts: number;
  /** Milliseconds since 1970 at which a delayed job joins its lane. */
  joinsAt?: number;
}

export interface RedisDeadJob extends RedisJob {
  problem: string;
  diedAt: number;
}

/** The few commands of Redis that are needed; bull's own connection has them. */
export interface RedisCommands {
  eval(script: string, keyCount: number, ...rest: string[]): Promise<unknown>;
  hget(key: string, field: string): Promise<string | null>;
  hlen(key: string): Promise<number>;
  hscan(key: string, cursor: string, count: 'COUNT', size: number): Promise<[string, string[]]>;
  hmget(key: string, ...fields: string[]): Promise<(string | null)[]>;
  smembers(key: string): Promise<string[]>;
  zrevrange(key: string, first: number, last: number): Promise<string[]>;
}

/** The job whose turn it is in a lane. */
export interface Head {
  ticket: string;
  field: string;
}

/** True when the job at `field` is still the one with this ticket. */
const IS_CURRENT = `
local function current(jobs, field, ticket)
  local json = redis.call('HGET', jobs, field)
  return json and cjson.decode(json).ticket == ticket
end`;

const ADD = `
if redis.call('HEXISTS', KEYS[3], ARGV[1]) == 1 then return false end
if redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[2]) == 0 then return false end
redis.call('SADD', KEYS[4], ARGV[4])
if ARGV[5] == 'later' then return ARGV[3] end
redis.call('RPUSH', KEYS[2], ARGV[3])
return redis.call('LINDEX', KEYS[2], 0)`;

const JOIN = `${IS_CURRENT}
if current(KEYS[1], ARGV[1], ARGV[2]) and not redis.call('LPOS', KEYS[2], ARGV[3]) then
  redis.call('RPUSH', KEYS[2], ARGV[3])
end
return redis.call('LINDEX', KEYS[2], 0)`;

const POSTPONE = `${IS_CURRENT}
if current(KEYS[1], ARGV[1], ARGV[2]) then redis.call('HSET', KEYS[1], ARGV[1], ARGV[3]) end
return false`;

const END = `${IS_CURRENT}
if current(KEYS[1], ARGV[1], ARGV[2]) then
  redis.call('HDEL', KEYS[1], ARGV[1])
  redis.call('LREM', KEYS[2], 1, ARGV[3])
  if ARGV[4] ~= '' then
    redis.call('HSET', KEYS[3], ARGV[1], ARGV[4])
    redis.call('ZADD', KEYS[4], ARGV[5], ARGV[1])
  end
end
return redis.call('LINDEX', KEYS[2], 0)`;

const REVIVE = `
if redis.call('HDEL', KEYS[3], ARGV[1]) == 0 then return false end
redis.call('ZREM', KEYS[4], ARGV[1])
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('RPUSH', KEYS[2], ARGV[3])
return redis.call('LINDEX', KEYS[2], 0)`;

/**
 * Jobs and lanes in Redis: a hash of jobs, a list for each lane, a hash and a sorted set of the dead.
 * Every change is one script, so that a kill leaves either the state before or the one after.
 */
export class RedisJobs {
  readonly #jobs: string;
  readonly #dead: string;
  readonly #died: string;
  readonly #names: string;

  constructor(
    private readonly redis: RedisCommands,
    private readonly prefix: string,
  ) {
    this.#jobs = `${prefix}:jobs`;
    this.#dead = `${prefix}:dead`;
    this.#died = `${prefix}:died`;
    this.#names = `${prefix}:names`;
  }

  /** Keeps a job and puts it in its lane unless it joins later. Null when it stands already. */
  async add(job: RedisJob): Promise<Head | null> {
    const when = job.joinsAt === undefined ? 'now' : 'later';
    const keys = [this.#jobs, this.#lane(job.lane), this.#dead, this.#names];
    return this.#run(ADD, keys, [
      fieldOf(job),
      JSON.stringify(job),
      elementOf(job),
      job.name,
      when,
    ]);
  }

  /** A delayed job is due: it goes to the end of its lane, once. Answers the lane's head. */
  join(job: RedisJob): Promise<Head | null> {
    const given = [fieldOf(job), job.ticket, elementOf(job)];
    return this.#run(JOIN, [this.#jobs, this.#lane(job.lane)], given);
  }

  /** Notes the tries made. */
  async postpone(job: RedisJob): Promise<void> {
    const given = [fieldOf(job), job.ticket, JSON.stringify(job)];
    await this.#run(POSTPONE, [this.#jobs], given);
  }

  /** Takes a job out of its lane, for good or to the dead. Answers the lane's next head. */
  end(job: RedisJob, dead?: { problem: string; diedAt: number }): Promise<Head | null> {
    const keys = [this.#jobs, this.#lane(job.lane), this.#dead, this.#died];
    const corpse = dead ? JSON.stringify({ ...job, ...dead }) : '';
    const given = [fieldOf(job), job.ticket, elementOf(job), corpse, String(dead?.diedAt ?? 0)];
    return this.#run(END, keys, given);
  }

  /** Puts a dead job at the end of its lane with its tries forgotten. Null when there is none. */
  async revive(name: string, key: string, ticket: string): Promise<Head | null> {
    const json = await this.redis.hget(this.#dead, fieldOf({ name, key }));
    if (json === null) return null;
    const { problem: _, diedAt: __, joinsAt: ___, ...dead } = JSON.parse(json) as RedisDeadJob;
    const job: RedisJob = { ...dead, ticket, attempts: 0 };
    const keys = [this.#jobs, this.#lane(job.lane), this.#dead, this.#died];
    return this.#run(REVIVE, keys, [fieldOf(job), JSON.stringify(job), elementOf(job)]);
  }

  async find(field: string): Promise<RedisJob | null> {
    const json = await this.redis.hget(this.#jobs, field);
    return json === null ? null : (JSON.parse(json) as RedisJob);
  }

  /** The head of a lane, or null when it is empty. */
  head(lane: string): Promise<Head | null> {
    return this.#run("return redis.call('LINDEX', KEYS[1], 0)", [this.#lane(lane)], []);
  }

  /** Every job that is not dead, some at a time. */
  async *all(): AsyncGenerator<RedisJob[]> {
    let cursor = '0';
    do {
      const [next, flat] = await this.redis.hscan(this.#jobs, cursor, 'COUNT', 200);
      yield flat.filter((_, n) => n % 2 === 1).map((json) => JSON.parse(json) as RedisJob);
      cursor = next;
    } while (cursor !== '0');
  }

  async dead(limit: number): Promise<RedisDeadJob[]> {
    const fields = await this.redis.zrevrange(this.#died, 0, limit - 1);
    if (fields.length === 0) return [];
    const found = await this.redis.hmget(this.#dead, ...fields);
    return found.flatMap((json) => (json === null ? [] : [JSON.parse(json) as RedisDeadJob]));
  }

  names(): Promise<string[]> {
    return this.redis.smembers(this.#names);
  }

  async count(): Promise<{ alive: number; dead: number }> {
    const [alive, dead] = await Promise.all([
      this.redis.hlen(this.#jobs),
      this.redis.hlen(this.#dead),
    ]);
    return { alive, dead };
  }

  #lane(lane: string): string {
    return `${this.prefix}:lane:${lane}`;
  }

  async #run(script: string, keys: string[], given: string[]): Promise<Head | null> {
    const element = await this.redis.eval(script, keys.length, ...keys, ...given);
    if (typeof element !== 'string') return null;
    const space = element.indexOf(' ');
    return { ticket: element.slice(0, space), field: element.slice(space + 1) };
  }
}

/** Where a job stands in the hash. */
export function fieldOf(job: { name: string; key: string }): string {
  return JSON.stringify([job.name, job.key]);
}

/** How a job stands in its lane: the ticket, then the field. */
function elementOf(job: RedisJob): string {
  return `${job.ticket} ${fieldOf(job)}`;
}
