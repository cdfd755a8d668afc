/** Where something is, as lines of words. */
import type { Place } from './types.js';

/** The named parts of a place, narrowest first. */
export function placeLines({ landmark, words, area }: Place): string[] {
  const areaWords = area && [area.name, area.districtName].filter(Boolean).join(', ');
  return [...new Set([landmark, words, areaWords].filter((each): each is string => !!each))];
}
