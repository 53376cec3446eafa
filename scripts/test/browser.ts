import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const debian = '/usr/bin/chromium'
const packages = ['chromium', 'fonts-noto-cjk']

/** The Chromium that the tests drive: CHROMIUM_PATH, Playwright's own, or the system's. */
export function chromiumPath(): string | undefined {
  const own = chromium.executablePath()
  return [process.env.CHROMIUM_PATH, own, debian].find((path) => path && existsSync(path))
}

/** Installs Debian's Chromium when there is none and this user may. Returns what to do by hand otherwise. */
export function provideBrowser(): string | undefined {
  const has = () => chromiumPath() && spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).stdout?.trim()
  if (has()) return undefined
  const canInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0
  if (canInstall) {
    const run = (...args: string[]) =>
      spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
    run('update', '-q')
    run('install', '-y', '-q', '--no-install-recommends', ...packages, 'fontconfig')
  }
  if (chromiumPath()) return undefined
  return `There is no Chromium for the browser tests. Install it (Debian: apt-get install ${packages.join(' ')}; elsewhere: npx playwright install chromium), or name one in CHROMIUM_PATH.`
}
