import { z } from 'zod';

/** The plain values that answers are made of. */
export const text = z.string();
/** A whole number from 0 on. */
export const counted = z.number().min(0).multipleOf(1);
/** A moment, ISO 8601 in UTC. */
export const moment = z.string().meta({ format: 'date-time' });
/** A field that may be left out, and is never null. */
export const maybe = z.exactOptional;
