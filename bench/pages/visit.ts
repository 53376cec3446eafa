import type { Browser } from '@playwright/test'

/** What one visit of a page with an empty cache measured; times in milliseconds. */
export interface Visit {
  /** From the request to the first byte of the answer. */
  server: number
  /** Until nothing waits for data any more. */
  data: number
  largest: number
  /** What long tasks took beyond 50 ms each, until the page was idle. */
  blocked: number
  shift: number
}

/** Runs in the page before its own scripts. */
function observe() {
  const seen = { data: 0, largest: 0, blocked: 0, shift: 0, busyAt: 0 }
  Object.assign(globalThis, { seen })
  const watch = <Entry extends PerformanceEntry>(type: string, see: (entry: Entry) => void) =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) see(entry as Entry)
    }).observe({ type, buffered: true })
  watch<PerformanceEntry & { value: number; hadRecentInput: boolean }>('layout-shift', (entry) => {
    if (!entry.hadRecentInput) seen.shift += entry.value
  })
  watch('largest-contentful-paint', (entry) => {
    seen.largest = entry.startTime
  })
  watch('longtask', (entry) => {
    seen.blocked += Math.max(0, entry.duration - 50)
    seen.busyAt = entry.startTime + entry.duration
  })
  // Samples of the design page, each in its theme, wait for ever.
  const look = () => {
    const waits =
      !document.querySelector('h1, h2, h3') ||
      document.querySelector(':is([data-slot="skeleton"], [aria-busy="true"]):not(main [data-theme] *)')
    if (waits) requestAnimationFrame(look)
    else seen.data = performance.now()
  }
  requestAnimationFrame(look)
}

const quietMs = 1000
const mostMs = 30_000

/** Opens a page as a phone does: 390 px wide, with a processor four times slower than this machine's. */
export async function visit(browser: Browser, address: string, token: string | undefined): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 3,
    isMobile: true,
    hasTouch: true,
    locale: 'zh-CN',
  })
  if (token) await context.addCookies([{ name: 'next-auth.session-token', value: token, url: address, httpOnly: true, sameSite: 'Lax' }])
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await page.addInitScript(observe)
  await page.goto(address)
  const seen = await page.evaluate(
    async ({ quietMs, mostMs }) => {
      const { seen } = globalThis as unknown as { seen: Omit<Visit, 'server'> & { busyAt: number } }
      const idle = () => seen.data > 0 && performance.now() - Math.max(seen.busyAt, seen.data) > quietMs
      while (!idle() && performance.now() < mostMs) await new Promise((done) => setTimeout(done, 100))
      const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
      return { ...seen, server: navigation ? navigation.responseStart - navigation.requestStart : 0 }
    },
    { quietMs, mostMs },
  )
  await context.close()
  const { busyAt: _, ...measured } = seen
  return measured
}
