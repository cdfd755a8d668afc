import { describe, it } from '@jest/globals';
import { openStores, updatesAreAtomic } from '../models/open.js';
import { storesContract } from './models.js';

storesContract('the embedded storage', () => openStores());

const server = process.env.TEST_MONGODB_URL;
if (server) {
  const atomic = await updatesAreAtomic(server);
  storesContract('the server of TEST_MONGODB_URL', () => openStores(server), { atomic });
} else {
  describe('stores on a MongoDB-compatible server', () => {
    it.skip('left out: set TEST_MONGODB_URL=mongodb://127.0.0.1:27017/ to run it', () => {});
  });
}
