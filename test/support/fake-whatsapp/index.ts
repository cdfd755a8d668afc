export { Customer, type Received } from './customer.js';
export type { Account, Device } from './directory.js';
export { FakeWhatsApp } from './server.js';
