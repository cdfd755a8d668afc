import { unsupported } from './errors.js';

/** Methods of MongoDB's driver that are not here. */
const REFUSED = [
  'watch',
  'mapReduce',
  'geoHaystackSearch',
  'initializeOrderedBulkOp',
  'initializeUnorderedBulkOp',
  'rename',
  'isCapped',
  'options',
  'createSearchIndex',
  'createSearchIndexes',
  'dropSearchIndex',
  'updateSearchIndex',
  'listSearchIndexes',
  'findAndModify',
  'insert',
  'update',
  'remove',
  'save',
  'count',
  'getIndexes',
  'indexInformation',
  'stats',
] as const;

/** Makes each of them throw its name, instead of being no function. */
export function refuseTheRest(prototype: object): void {
  for (const name of REFUSED) {
    Object.defineProperty(prototype, name, {
      configurable: true,
      writable: true,
      value: () => {
        throw unsupported(`collection.${name}`);
      },
    });
  }
}
