import { existsSync } from 'node:fs'
import { chromium, defineConfig } from '@playwright/test'

const found = [process.env.CHROMIUM_PATH, chromium.executablePath(), '/usr/bin/chromium'].find((path) => path && existsSync(path))
const asRoot = process.getuid?.() === 0
// Chromium looks for its makers' servers unless told not to; a test must not need them.
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  fullyParallel: false,
  // Each has a server and a browser of its own; a third would only wait for the two cores.
  workers: 2,
  timeout: 300_000,
  forbidOnly: true,
  outputDir: 'test-results',
  // two cores that run the server, PostgreSQL and Chromium as well, and perhaps others' work besides
  expect: { timeout: 45_000 },
  use: {
    launchOptions: { executablePath: found, args: [...(asRoot ? ['--no-sandbox'] : []), ...quiet] },
    locale: 'zh-CN',
    actionTimeout: 45_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
})
