import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The pages: the inbox always, the web chat once it is there. */
const pages = ['index.html', 'chat.html', 'chat/index.html']
  .map(here)
  .filter((page) => existsSync(page));

export default defineConfig({
  root: here('.'),
  base: '/',
  plugins: [react()],
  build: {
    outDir: here('dist'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    rollupOptions: { input: pages },
  },
  server: {
    proxy: { '/api': process.env.SAHUT_API ?? 'http://127.0.0.1:3000' },
  },
});
