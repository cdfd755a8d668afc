import { randomBytes } from 'node:crypto';
import { type Collection, Schema } from 'mongoose';
import type { MediaStore, StoredMedia } from '../media.js';
import { insertNew, SCHEMA_OPTIONS, under } from './collection.js';

/** What is known about a file; written after its pieces, so that it stands only for whole files. */
export interface MediaDoc extends Omit<StoredMedia, 'id'> {
  _id: string;
  conversationId?: string;
  /** Names the pieces: what an attempt that broke off left behind never mixes with these. */
  upload: string;
}

/** A piece of a file; its id is `<upload>/<number>`. */
export interface PieceDoc {
  _id: string;
  data: Uint8Array;
}

export const mediaSchema = new Schema(
  {
    _id: { type: String, required: true },
    mimeType: { type: String, required: true },
    bytes: { type: Number, required: true, min: 0 },
    fileName: String,
    upload: { type: String, required: true },
    conversationId: String,
    createdAt: { type: Date, required: true },
  },
  { ...SCHEMA_OPTIONS, collection: 'media' },
);

export const pieceSchema = new Schema(
  { _id: { type: String, required: true }, data: { type: Buffer, required: true } },
  { ...SCHEMA_OPTIONS, collection: 'mediapieces' },
);

/** The piece of MongoDB's own GridFS: well below every limit of a document. */
const PIECE_BYTES = 255 * 1024;
/** Four megabytes at a time on the way to storage. */
const PIECES_AT_ONCE = 16;

/** The kept files. Ids that are not given cannot be guessed. */
export function createMediaStore(
  docs: Collection<MediaDoc>,
  pieces: Collection<PieceDoc>,
): MediaStore {
  const find = async (id: string) => {
    const doc = await docs.findOne({ _id: id });
    return doc && mediaOf(doc);
  };
  return {
    find,
    async keep(data, { id = randomId(), ...meta }, at) {
      const standing = await find(id);
      if (standing) return storedOf(standing);
      const upload = randomId();
      await keepPieces(pieces, upload, data);
      const doc = { _id: id, ...meta, bytes: data.byteLength, createdAt: at, upload };
      if (await insertNew(docs.insertOne(doc))) return storedOf(mediaOf(doc));
      // Somebody kept the same id meanwhile: theirs stands.
      await pieces.deleteMany({ _id: under(upload) });
      return storedOf((await find(id)) ?? mediaOf(doc));
    },
    async read(id) {
      const doc = await docs.findOne({ _id: id });
      return doc && readPieces(pieces, doc);
    },
  };
}

const randomId = () => randomBytes(16).toString('hex');

function mediaOf({ _id, upload: _, ...rest }: MediaDoc) {
  return { id: _id, ...rest };
}

function storedOf({ conversationId: _, ...stored }: ReturnType<typeof mediaOf>): StoredMedia {
  return stored;
}

function pieceIds(upload: string, bytes: number): string[] {
  return Array.from(
    { length: Math.ceil(bytes / PIECE_BYTES) },
    (_, number) => `${upload}/${number}`,
  );
}

async function keepPieces(
  pieces: Collection<PieceDoc>,
  upload: string,
  data: Uint8Array,
): Promise<void> {
  const ids = pieceIds(upload, data.byteLength);
  for (let first = 0; first < ids.length; first += PIECES_AT_ONCE) {
    const batch = ids.slice(first, first + PIECES_AT_ONCE).map((_id, offset) => {
      const start = (first + offset) * PIECE_BYTES;
      const length = Math.min(PIECE_BYTES, data.byteLength - start);
      return { _id, data: Buffer.from(data.buffer, data.byteOffset + start, length) };
    });
    await pieces.insertMany(batch);
  }
}

/** Null when a piece is missing: half a file is no file. */
async function readPieces(
  pieces: Collection<PieceDoc>,
  { upload, bytes }: MediaDoc,
): Promise<Uint8Array | null> {
  const whole = new Uint8Array(bytes);
  const ids = pieceIds(upload, bytes);
  for (const [number, _id] of ids.entries()) {
    const piece = await pieces.findOne({ _id });
    if (!piece) return null;
    whole.set(bytesOf(piece.data), number * PIECE_BYTES);
  }
  return whole;
}

/** MongoDB's driver answers with a Binary around the bytes, the embedded one with a Buffer. */
function bytesOf(data: Uint8Array | { buffer: Uint8Array; position: number }): Uint8Array {
  return data instanceof Uint8Array ? data : data.buffer.subarray(0, data.position);
}
