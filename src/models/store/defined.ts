/**
 * The value without fields that are `undefined`: MongoDB's driver would write them as null, which
 * means something else. A value that has none, nearly every one, is returned as it is, not copied.
 */
export function defined<Value>(value: Value): Value {
  return cleaned(value) as Value;
}

function cleaned(value: unknown): unknown {
  if (Array.isArray(value)) return cleanedList(value);
  return isPlain(value) ? cleanedFields(value) : value;
}

function cleanedList(list: unknown[]): unknown[] {
  const result = list.map(cleaned);
  return result.some((item, place) => item !== list[place]) ? result : list;
}

function cleanedFields(fields: Record<string, unknown>): Record<string, unknown> {
  let result = fields;
  for (const name of Object.keys(fields)) {
    const before = fields[name];
    const after = cleaned(before);
    if (after === before && before !== undefined) continue;
    if (result === fields) result = { ...fields };
    if (after === undefined) delete result[name];
    else result[name] = after;
  }
  return result;
}

/** Dates, buffers and the like are values of their own. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
