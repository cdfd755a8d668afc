import mongoose from 'mongoose';
import type { Engine } from './engine.js';

/**
 * The abstract classes that mongoose hands to drivers (lib/drivers/SPEC.md); its published types
 * leave them out.
 */
interface BaseCollectionShape {
  readonly name: string;
  readonly conn: BaseConnectionShape;
  buffer: boolean;
  onOpen(): void;
  addQueue(run: () => void): unknown;
  _shouldBufferCommands(): boolean;
}

interface BaseConnectionShape {
  readonly engine?: Engine;
  readyState: number;
  client: unknown;
  db: unknown;
  name: string;
  config: Record<string, unknown>;
  onOpen(): void;
}

const bases = mongoose as unknown as {
  BaseCollection: new (
    name: string,
    conn: BaseConnectionShape,
    options: object,
  ) => BaseCollectionShape;
  BaseConnection: new (base: unknown) => BaseConnectionShape;
};

export const BaseCollection = bases.BaseCollection;
export const BaseConnection = bases.BaseConnection;
