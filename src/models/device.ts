import type { SpokenLanguage } from './category.js';

/** A browser that wants to ring when no page is open: a subscription to its vendor's push service. */
export interface Device {
  /** Address at the push service; the identity of the device. */
  endpoint: string;
  operatorId: string;
  /** The device's public key and shared secret (RFC 8291), base64url. */
  p256dh: string;
  auth: string;
  language: SpokenLanguage;
  createdAt: Date;
}

/** The verbs of kept devices. */
export interface Devices {
  /** Keeps it; a device that was another person's is this one's from now on. */
  keep(device: Device): Promise<void>;
  /** Forgets it, but only for the person it belongs to, when one is given. */
  forget(endpoint: string, operatorId?: string): Promise<void>;
  list(): Promise<Device[]>;
}
