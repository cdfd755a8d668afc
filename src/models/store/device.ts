import { type Collection, Schema } from 'mongoose';
import { SPOKEN_LANGUAGES } from '../category.js';
import type { Device, Devices } from '../device.js';
import { SCHEMA_OPTIONS } from './collection.js';

/** A device as it is kept: its address is its id. */
export interface DeviceDoc extends Omit<Device, 'endpoint'> {
  _id: string;
}

const text = { type: String, required: true };

export const deviceSchema = new Schema(
  {
    _id: text,
    operatorId: text,
    p256dh: text,
    auth: text,
    language: { type: String, required: true, enum: SPOKEN_LANGUAGES },
    createdAt: { type: Date, required: true },
  },
  { ...SCHEMA_OPTIONS, collection: 'devices' },
);

/** The kept devices. */
export function createDevices(docs: Collection<DeviceDoc>): Devices {
  return {
    async keep({ endpoint, ...device }) {
      await docs.updateOne({ _id: endpoint }, { $set: device }, { upsert: true });
    },
    async forget(endpoint, operatorId) {
      await docs.deleteOne({ _id: endpoint, ...(operatorId === undefined ? {} : { operatorId }) });
    },
    async list() {
      const found = await docs.find({ _id: { $gt: '' } }).toArray();
      return found.map(({ _id, ...rest }) => ({ endpoint: _id, ...rest }));
    },
  };
}
