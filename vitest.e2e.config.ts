import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// Real processes on real ports: files run one after another, each with a server of its own.
export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') } },
  test: {
    name: 'e2e',
    include: ['e2e/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 600_000,
    teardownTimeout: 60_000,
  },
})
