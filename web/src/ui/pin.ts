/** A point on the map and how it is written. WGS 84 degrees. */
export interface PinPoint {
  latitude: number;
  longitude: number;
  accuracyMetres?: number;
}

/** `-2.89123, 104.39012`: about a metre fine. */
export const coordinates = ({ latitude, longitude }: PinPoint): string =>
  `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
