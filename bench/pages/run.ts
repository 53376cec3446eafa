// npm run bench:pages [-- --quick] [--no-write]: opens every page of the navigation as a phone does, and writes bench/PAGES.md.
// --quick opens each page once instead of three times and writes into .cache/bench.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { removeData } from '../../e2e/atrium.ts'
import { adminPages, portalPages } from '../../e2e/pages/addresses.ts'
import { cookieOfSession, weigh } from '../../e2e/pages/page-bytes.ts'
import { chromiumPath } from '../../scripts/test/browser.ts'
import { noiseOf, surroundings } from '../write.ts'
import { type Measured, medianOf, report } from './report.ts'
import { serveDemo } from './serve.ts'
import { visit } from './visit.ts'

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, 'no-write': { type: 'boolean', default: false } } })
const around = surroundings()
const { atrium, member, owner, chats } = await serveDemo()
const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox', '--disable-gpu'] })
const sizes = new Map<string, Promise<number>>()

async function measure(path: string, token?: string): Promise<Measured> {
  const { html, js, css } = await weigh(atrium.url, path, { sizes, ...(token && { cookie: cookieOfSession(token) }) })
  const visits = []
  for (let turn = 0; turn < (values.quick ? 1 : 3); turn++) visits.push(await visit(browser, atrium.url + path, token))
  process.stderr.write(`${path}\n`)
  return { path, html, js, css, ...medianOf(visits) }
}
async function measureAll(paths: readonly string[], token?: string): Promise<Measured[]> {
  const all = []
  for (const path of paths) all.push(await measure(path, token))
  return all
}

try {
  const text = report(
    `# Pages

\`npm run bench:pages${values.quick ? ' -- --quick' : ''}\` on ${new Date(around.began).toISOString().slice(0, 10)}, commit ${around.commit}; ${noiseOf(around)}.
Machine: ${around.machine}.

A phone's browser (390 px, processor slowed down four times) opens each page of the navigation with an empty cache, with demo data; medians of ${values.quick ? 'one visit' : 'three visits'}. **server**: until the first byte. **data**: until nothing waits for data any more. **blocked**: what long tasks took beyond 50 ms each, until idle. Sizes are gzipped; JS counts the scripts that the HTML names.`,
    [
      ['Public', await measureAll(['/', '/models', '/login', '/register'])],
      ['Portal', await measureAll([...portalPages, ...chats], member)],
      ['Operators', await measureAll(adminPages, owner)],
    ],
  )
  const file = fileURLToPath(new URL(values.quick ? '../../.cache/bench/PAGES.md' : '../PAGES.md', import.meta.url))
  mkdirSync(dirname(file), { recursive: true })
  if (values['no-write']) process.stdout.write(text)
  else writeFileSync(file, text)
} finally {
  await browser.close()
  await atrium.stop()
  await removeData(atrium.dataDir)
}
