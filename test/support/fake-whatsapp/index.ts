export { Customer } from './customer.js';
export type { Account, Device } from './directory.js';
export type { Received } from './phone.js';
export { FakeWhatsApp } from './server.js';
