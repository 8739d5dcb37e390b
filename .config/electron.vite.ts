import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { languageNames } from './language-names.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What the main process loads at start is put into its one file: opening many small files is slow. */
const BUNDLED = ['zod', 'i18next', 'crc', 'canonicalize'];

export default defineConfig({
  main: {
    build: {
      outDir: `${root}/out/main`,
      target: 'node20',
      externalizeDeps: { exclude: BUNDLED },
      rolldownOptions: {
        input: {
          electron: `${root}/src-main/electron.ts`,
          // The till starts these as threads (src-main/beside.ts).
          'verify-worker': `${root}/src-main/ledger/verify/worker.ts`,
          'report-worker': `${root}/src-main/reports/worker.ts`,
        },
        // CommonJS: an app's ES module may be loaded only after Electron is ready, too late for what
        // has to be said before.
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: 'chunks/[name]-[hash].cjs',
          // Shorter to read at start; names stay, for the log.
          minify: { compress: true, mangle: false, codegen: true },
        },
      },
    },
  },
  preload: {
    build: {
      outDir: `${root}/out/preload`,
      target: 'node20',
      rolldownOptions: {
        input: { preload: `${root}/src-main/shell/preload.ts` },
        // A sandboxed preload script has to be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: `${root}/src-renderer`,
    base: './',
    plugins: [languageNames(), react(), tailwindcss()],
    build: {
      outDir: `${root}/out/renderer`,
      emptyOutDir: true,
      target: 'chrome130',
      minify: true,
      // The content security policy allows no inline script.
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: { index: `${root}/src-renderer/index.html` },
        output: {
          // What the first screen needs is one file: each more is one more request at start.
          codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] },
        },
      },
    },
  },
});
