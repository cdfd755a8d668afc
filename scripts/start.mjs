// npm start: builds what is missing, then serves.
import { build } from './build.mjs';

build();
await import('../dist/main.js');
