// Cuts Tabler's style sheet to the classes, elements and variables that our pages name, a twelfth of it:
// node cut-sheet.mjs FOLDER_OF_NODE_MODULES FOLDER_OF_THE_SERVER OUTPUT
// A class of Tabler's must stand in a page as one word; a name glued together of pieces is not found.
import { createRequire } from 'node:module';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const [modules, server, output] = process.argv.slice(2);
const { PurgeCSS } = createRequire(resolve(modules, '_'))('purgecss');
const pages = resolve(server).replaceAll('\\', '/');

const [sheet] = await new PurgeCSS().purge({
  css: [join(modules, '@tabler/core/dist/css/tabler.min.css')],
  content: [`${pages}/*/**/*.{razor,cs}`, `${pages}/Platform/Pages/Assets/*.js`, ...['bin', 'obj', 'node_modules'].map((made) => `!${pages}/${made}/**`)],
  defaultExtractor: (text) => text.match(/[\w-]+/g) ?? [],
  variables: true,
  keyframes: true,
  fontFace: true,
});
mkdirSync(dirname(output), { recursive: true });
writeFileSync(output, sheet.css);
