import { spawnSync } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** Builds the chat page alone, as it stands in the sources, into a folder of its own. */
export async function buildPage(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'sahut-chat-page-'));
  const options = {
    root: join(ROOT, 'web'),
    configFile: false,
    logLevel: 'error',
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: { polyfill: false },
      rollupOptions: { input: join(ROOT, 'web', 'chat.html') },
    },
  };
  const script = `import('vite').then(({ build }) => build(${JSON.stringify(options)}))`;
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The chat page could not be built: ${stderr}`);
  return outDir;
}
