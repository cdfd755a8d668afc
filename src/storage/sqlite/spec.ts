import type { Doc } from './bson.js';

/** An index as MongoDB describes it. */
export interface IndexSpec {
  name: string;
  key: readonly (readonly [path: string, way: 1 | -1])[];
  unique: boolean;
  sparse: boolean;
  partial: Doc | null;
  expireAfterSeconds: number | null;
  /** Tells this index from others in SQLite's names; never used again within a table. */
  number: number;
}

/** A field that an index needs, in a column of its own. */
export interface PathColumn {
  path: string;
  column: string;
  /** An array was kept here once: filters must look again, and the index gives no order. */
  arrays: boolean;
  /** An object was kept here once: its keys are told apart but not in MongoDB's order. */
  objects: boolean;
}

/** All that is known of one collection; kept in the database itself. */
export interface CollectionSpec {
  name: string;
  paths: PathColumn[];
  indexes: IndexSpec[];
  nextNumber: number;
}
