import type { TextKey } from './texts.js';
import type { Writable } from './types.js';

/** Where the phone is. Rejects with the key of a sentence that says what to do instead. */
export function whereAmI(): Promise<Writable> {
  return new Promise((resolve, reject: (why: TextKey) => void) => {
    if (!isSecureContext || !navigator.geolocation) return reject('locationInsecure');
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) => {
        const accuracyMetres = Math.min(1_000_000, Math.round(accuracy));
        resolve({ kind: 'location', latitude, longitude, accuracyMetres });
      },
      ({ code, PERMISSION_DENIED }) =>
        reject(code === PERMISSION_DENIED ? 'locationDenied' : 'locationFailed'),
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 },
    );
  });
}

/** Opens in the phone's own map where there is one, else on OpenStreetMap. */
export function mapAddress({ latitude, longitude }: { latitude: number; longitude: number }) {
  const point = `${latitude},${longitude}`;
  return /Android/.test(navigator.userAgent)
    ? `geo:${point}?q=${point}`
    : `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
}
