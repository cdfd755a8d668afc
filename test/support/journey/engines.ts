import mongoose from 'mongoose';

/** A storage that the journeys run on. */
export interface Engine {
  name: string;
  /** Where its databases are; absent: embedded. */
  server?: string;
}

const server = process.env.TEST_MONGODB_URL;

/** Embedded always; the server of TEST_MONGODB_URL too, when one is named. */
export const ENGINES: readonly Engine[] = [
  { name: 'the embedded storage' },
  ...(server ? [{ name: 'the server of TEST_MONGODB_URL', server }] : []),
];

/** An engine and every channel. */
export const ROADS = ENGINES.flatMap((engine) =>
  (['telegram', 'whatsapp', 'webchat'] as const).map((channel) => ({ engine, channel })),
);

let databases = 0;

/** The address of a database that nobody had before. */
export function freshDatabase(url: string): string {
  databases += 1;
  const fresh = new URL(url);
  fresh.pathname = `/sahut_journey_${process.pid}_${Date.now().toString(36)}_${databases}`;
  return fresh.href;
}

export async function dropDatabase(url: string): Promise<void> {
  const connection = await mongoose.createConnection(url).asPromise();
  await connection.dropDatabase();
  await connection.close();
}
