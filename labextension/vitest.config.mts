import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'jsdom',
    include: ['src/**/__tests__/**/*.spec.{ts,tsx}', '*.spec.mjs'],
    setupFiles: ['./vitest.setup.ts'],
    // A process of its own for each file, the default, spends most of its time on loading jsdom. Here a process is kept
    // for many files, and each has a context with globals and modules of its own.
    pool: 'vmForks',
    // With a single worker vitest 4 would run all files in one context, and what one leaves behind would reach the next.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Contexts are not given back to the system: a process that has grown to this makes way for another.
    vmMemoryLimit: '768MB',
    // These ship modules that Node cannot load as they are.
    server: { deps: { inline: [/@jupyterlab\//, /@jupyter\//, /@lumino\//] } }
  }
});
