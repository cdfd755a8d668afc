import type { Area, Point } from '../src/models/place.js';
import { loadAreas } from '../src/nlp/load.js';
import type { Chance } from './chance.js';

/** Where a story happens: real names of the regency, and a made-up point in it. */
export interface Spot {
  village: string;
  district: string;
  point: Point;
}

/**
 * A rough middle of some districts, WGS 84 degrees, read off a map to a tenth of a degree; stories
 * of the others lie near the regency's seat. Good enough for made-up people.
 */
const MIDDLES: Readonly<Record<string, readonly [latitude: number, longitude: number]>> = {
  'Banyuasin I': [-2.9, 104.9],
  'Banyuasin II': [-2.4, 104.8],
  'Banyuasin III': [-2.9, 104.4],
  'Pulau Rimau': [-2.5, 104.5],
  Betung: [-2.8, 104.2],
  Rambutan: [-3.1, 104.9],
  'Muara Padang': [-2.8, 105.0],
  'Muara Telang': [-2.6, 104.9],
  'Makarti Jaya': [-2.6, 104.9],
  'Talang Kelapa': [-2.9, 104.6],
  'Rantau Bayur': [-3.0, 104.4],
  'Tanjung Lago': [-2.7, 104.7],
  'Muara Sugihan': [-2.6, 105.1],
  'Air Salek': [-2.7, 105.0],
  'Suak Tapeh': [-2.8, 104.3],
  Sembawa: [-2.9, 104.5],
};
const SEAT = [-2.9, 104.4] as const;
/** Degrees around the middle; about four kilometres. */
const SPREAD = 0.04;

/** The places in which stories happen. `regencyCode` as in the settings, e.g. `16.07`. */
export function placesOf(regencyCode: string): (chance: Chance) => Spot {
  const villages = loadAreas(regencyCode).filter(isPlainVillage);
  return (chance) => {
    const { name, districtName = name } = chance.pick(villages);
    const [latitude, longitude] = MIDDLES[districtName] ?? SEAT;
    const point = {
      latitude: round(latitude + chance.between(-SPREAD, SPREAD)),
      longitude: round(longitude + chance.between(-SPREAD, SPREAD)),
    };
    return { village: name, district: districtName, point };
  };
}

/** Names of one short word say other things too ("Bukit", "Sedang"): people would add to them. */
function isPlainVillage({ kind, name }: Area): boolean {
  return kind === 'village' && name.includes(' ');
}

/** Five decimals are a metre, as phones send. */
function round(degrees: number): number {
  return Number(degrees.toFixed(5));
}
