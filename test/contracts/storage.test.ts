import { describe, it } from '@jest/globals';
import { openStorage } from '../storage/open.js';
import { storageContract } from './storage.js';
import { EVERYTHING, probe } from './storage-capabilities.js';

const { TEST_MONGODB_URL: url } = process.env;

storageContract('the embedded engine', () => openStorage(), EVERYTHING);

if (url) {
  const asked = await openStorage(url);
  const can = await probe(asked);
  await asked.remove();
  storageContract('the server at TEST_MONGODB_URL', () => openStorage(url), can);
} else {
  describe('storage on a MongoDB server', () => {
    it.todo(
      'LEFT OUT: build test/support/ferretdb, start it, set TEST_MONGODB_URL=mongodb://127.0.0.1:PORT/sahut_test, and run this suite again',
    );
  });
}
