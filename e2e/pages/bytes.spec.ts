import { adminPages, portalPages, publicPages } from './addresses.ts'
import { cookieOfSession, weigh } from './page-bytes.ts'
import { expect, test } from './test.ts'

/** What a page may weigh, in bytes, gzipped. */
const budget = { publicJs: 180_000, consoleJs: 280_000, css: 25_000 }

test('no page brings more scripts than it may, and all pages together not more styles', async ({ stand, member }) => {
  const { url } = stand.atrium
  const sizes = new Map<string, Promise<number>>()
  const sheets = new Set<string>()
  const over: string[] = []
  const check = async (paths: readonly string[], most: number, token?: string) => {
    for (const path of paths) {
      const page = await weigh(url, path, { sizes, ...(token && { cookie: cookieOfSession(token) }) })
      expect(page.js, path).toBeGreaterThan(0)
      for (const sheet of page.sheets) sheets.add(new URL(sheet, url).href)
      if (page.js > most) over.push(`${path}: ${(page.js / 1000).toFixed(1)} KB of ${most / 1000}`)
    }
  }
  await check(publicPages, budget.publicJs)
  await check(portalPages, budget.consoleJs, member.token)
  await check(adminPages, budget.consoleJs, stand.owner.token)
  expect.soft(over).toEqual([])
  const styles = await Promise.all([...sheets].map((sheet) => sizes.get(sheet) ?? 0))
  expect(styles.length).toBeGreaterThan(0)
  expect(styles.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(budget.css)
})
