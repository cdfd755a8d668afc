/** A point on the globe, WGS 84 degrees. (0,0) is never a point: vendors send it for "no pin". */
export interface Point {
  latitude: number;
  longitude: number;
  accuracyMetres?: number;
}

/** An administrative area of the regency, as `idn-area-data` names it. */
export interface Area {
  kind: 'district' | 'village';
  /** Kemendagri code, e.g. `16.07.01` (district) or `16.07.01.2001` (village). */
  code: string;
  name: string;
  /** Of a village: the district it lies in. */
  districtName?: string;
}

/** Where something happened: any mix of what the citizen gave. Nothing here is guessed. */
export interface Place {
  point?: Point;
  pointAt?: Date;
  /** The citizen's own words for the place. */
  words?: string;
  /** The village or district that the words name beyond doubt. */
  area?: Area;
  landmark?: string;
}

/** What a text says about a place; `area` is set only for a match that is unambiguous. */
export interface PlaceReading {
  area?: Area;
  /** Near-misses and namesakes for the citizen to choose from, best first, at most five. */
  candidates: Area[];
  /** True when the text contains words that describe a place at all (street, RT/RW, "dekat …"). */
  describesPlace: boolean;
  landmark?: string;
  rtRw?: string;
  street?: string;
}
