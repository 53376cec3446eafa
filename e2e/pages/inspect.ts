import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, settled } from './test.ts'

/** Collects what goes wrong behind a page: console errors, exceptions, requests that fail. */
export function watch(page: Page): { faults: string[]; expected: Set<string> } {
  const faults: string[] = []
  const expected = new Set<string>()
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && ![...expected].some((path) => message.location().url.endsWith(path)))
      faults.push(`console: ${message.text()} (${message.location().url})`)
  })
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (response.status() >= 400 && !expected.has(pathname)) faults.push(`${response.status()} ${response.request().method()} ${pathname}`)
  })
  page.on('requestfailed', (request) => {
    // The browser cancels the requests of a page that is left.
    const why = request.failure()?.errorText
    if (why !== 'net::ERR_ABORTED') faults.push(`${why} ${request.url()}`)
  })
  return { faults, expected }
}

/** Checks that nothing reaches beyond the right edge of the screen. */
export async function fitsSideways(page: Page) {
  const wide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const outside = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > clientWidth + 1)
    return [`${scrollWidth} > ${clientWidth}`, ...outside.slice(-3).map((one) => one.outerHTML.slice(0, 120))]
  })
  expect.soft(wide, `sideways scroll on ${page.url()}`).toEqual([])
}

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Checks that axe finds nothing serious or critical. */
export async function accessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).withTags(wcag).analyze()
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} – ${failureSummary}`).join(' | ')}`)
  expect.soft(grave, `axe on ${page.url()}`).toEqual([])
}

/** Finds sentences of three English words or more that a Chinese page shows outside code: they were not translated. */
export async function allChinese(page: Page) {
  const english = await page.evaluate(() => {
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? ''
      const holder = node.parentElement
      if (
        !holder?.checkVisibility() ||
        holder.closest('code, pre, script, style, [data-slot=test-answer], [data-slot=markdown], [lang="en"]')
      )
        continue
      if (!/\p{Script=Han}/u.test(holder.textContent ?? '') && /[A-Za-z]{2,} [A-Za-z]+ [A-Za-z]{2,}/.test(text)) found.push(text)
    }
    return found
  })
  expect.soft(english, `English on ${page.url()}`).toEqual([])
}

export async function visit(page: Page, path: string) {
  await page.goto(path)
  await settled(page)
}
