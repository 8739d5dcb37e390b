import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { languageNames } from './language-names.ts';

export default defineConfig({
  plugins: [languageNames()],
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    exclude: ['tests/e2e/**', 'node_modules/**'],
    maxWorkers: 2,
    // A test fails by what it finds, never by how busy the machine is.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
