import { Query } from 'mingo';
import { type Doc, isPlain } from './bson.js';
import { ownValue } from './path.js';

type Tree = { [key: string]: Tree | true };

/** Cuts a document to a projection. Plain inclusion and exclusion here, expressions by mingo. */
export function projector(projection: unknown): ((doc: Doc) => Doc) | null {
  if (!isPlain(projection) || Object.keys(projection).length === 0) return null;
  const entries = Object.entries(projection);
  const isSimple = entries.every(
    ([path, value]) => isFlag(value) && !path.includes('$') && path !== '',
  );
  if (!isSimple) return (doc) => byMingo(doc, projection);
  const chosen = entries.filter(([path]) => path !== '_id');
  const withId = !('_id' in projection) || isOn(projection._id);
  const including = chosen.length > 0 ? isOn(chosen[0]?.[1]) : withId && '_id' in projection;
  if (chosen.some(([, value]) => isOn(value) !== including)) {
    return (doc) => byMingo(doc, projection);
  }
  const tree = treeOf(chosen.map(([path]) => path));
  if (withId === including) tree._id = true;
  return including ? (doc) => include(doc, tree) : (doc) => exclude(doc, tree);
}

function byMingo(doc: Doc, projection: Doc): Doc {
  const [cut] = new Query({}).find<Doc>([doc], projection).all();
  return cut ?? {};
}

function isFlag(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

function isOn(value: unknown): boolean {
  return value === true || (typeof value === 'number' && value !== 0);
}

function treeOf(paths: string[]): Tree {
  const tree: Tree = {};
  for (const path of paths) {
    const parts = path.split('.');
    const last = parts.pop() ?? '';
    let node = tree;
    for (const part of parts) {
      const next = node[part];
      if (next === true) break;
      node = node[part] = next ?? {};
    }
    node[last] = true;
  }
  return tree;
}

function include(doc: Doc, tree: Tree): Doc {
  const result: Doc = {};
  for (const [key, value] of Object.entries(doc)) {
    const node = Object.hasOwn(tree, key) ? tree[key] : undefined;
    if (node === true) result[key] = value;
    else if (node) {
      const cut = includeBelow(value, node);
      if (cut !== undefined) result[key] = cut;
    }
  }
  return result;
}

function includeBelow(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) {
    return value.map((one) => includeBelow(one, tree)).filter((one) => one !== undefined);
  }
  return isPlain(value) ? include(value, tree) : undefined;
}

function exclude(doc: Doc, tree: Tree): Doc {
  const result: Doc = {};
  for (const [key, value] of Object.entries(doc)) {
    const node = ownValue(tree, key) as Tree | true | undefined;
    if (node !== true) result[key] = node ? excludeBelow(value, node) : value;
  }
  return result;
}

function excludeBelow(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.map((one) => excludeBelow(one, tree));
  return isPlain(value) ? exclude(value, tree) : value;
}
