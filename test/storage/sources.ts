import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The TypeScript sources under the given files and directories, as paths from the root. */
export function globSync(root: string, paths: string[]): string[] {
  return paths.flatMap((path) => {
    if (statSync(join(root, path)).isFile()) return [path];
    const below = readdirSync(join(root, path)).map((name) => join(path, name));
    return globSync(root, below).filter((file) => file.endsWith('.ts'));
  });
}
