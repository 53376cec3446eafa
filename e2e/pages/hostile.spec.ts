import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import { type Person, type Stand, startStand } from '../stand.ts'
import { adminPages, portalPages } from './addresses.ts'
import { elsewhere, html, markdown, type Watched, watchElsewhere } from './hostile.ts'
import { giveSession, settled } from './test.ts'

// Two things keep stored text from running: Markdown without scripts, and the policy of every page. Each is tested with the other one
// switched off.

const name = html.image ?? ''
const test = base.extend<object, { stand: Stand; person: Person; conversation: string }>({
  stand: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const models = ['echo', { id: 'hostile', name, provider: name, size: name, field: name }]
      const stand = await startStand({ models, settings: { siteName: '<img src=data:, onerror=top.ran=[1]>' } })
      const { owner } = stand
      await owner.post('/api/admin/groups', { name, selectable: true })
      await owner.post('/api/admin/upstreams', { name, baseUrl: stand.upstream.url })
      await owner.post('/api/admin/codes', { name: name.slice(0, 80), amount: '1', count: 1 })
      await use(stand)
      await stand.stop()
    },
    { scope: 'worker', timeout: 600_000 },
  ],
  person: [
    async ({ stand }, use) => {
      const person = await stand.person()
      await stand.owner.post(`/api/admin/users/${person.userId}/adjustments`, { amount: '1', account: 'cash', reason: name })
      await person.post('/api/keys', { name, group: name })
      for (const title of [name, html.script, markdown.link]) await person.post('/api/conversations', { title })
      await use(person)
    },
    { scope: 'worker' },
  ],
  /** Stores every hostile text as a question and, since its model repeats it, as an answer. */
  conversation: [
    async ({ person }, use) => {
      const { conversation } = await person.post<{ conversation: { id: string } }>('/api/conversations', { systemPrompt: name })
      for (const text of [...Object.values(html), ...Object.values(markdown)])
        await (await person.send('POST', `/api/conversations/${conversation.id}/turn`, { model: 'echo', text })).text()
      await use(conversation.id)
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

const ranIn = (page: Page) => page.evaluate(() => [...new Set((window as { ran?: unknown[] }).ran ?? [])])

async function open(context: BrowserContext): Promise<{ page: Page; watched: Watched }> {
  const watched = await watchElsewhere(context)
  return { page: await context.newPage(), watched }
}

/** Puts all hostile HTML into a page as if the server had written it there. */
async function visitInjected(page: Page): Promise<void> {
  await page.route('**/login', async (route) => {
    const response = await route.fetch()
    const body = (await response.text()).replace('</body>', `${Object.values(html).join('\n')}</body>`)
    await route.fulfill({ response, body })
  })
  await page.goto('/login')
  await page.waitForTimeout(2000)
}

test('with the policy switched off, nothing that is stored runs or loads anything', async ({ browser, stand, person, conversation }) => {
  const context = await browser.newContext({ bypassCSP: true, baseURL: stand.atrium.url, locale: 'en' })
  const { page, watched } = await open(context)
  await giveSession(context, stand.atrium.url, person)
  await page.goto(`/chat/${conversation}`)
  const count = Object.keys(html).length + Object.keys(markdown).length
  await expect(page.locator('[data-slot=chat-answer] [data-slot=markdown]')).toHaveCount(count)
  await page.waitForTimeout(2000) // A script or an image may start a little later.
  expect(await ranIn(page)).toEqual([])
  expect(watched.asked).toEqual([])
  await expect(
    page.locator('[data-slot=chat-answer]').locator('script, iframe, object, embed, style, link, base, form, video, audio, meta'),
  ).toHaveCount(0)
  const { schemes, handlers } = await page.evaluate(() => {
    const inside = [...document.querySelectorAll('[data-slot=chat-answer] [data-slot=markdown] *')]
    return {
      schemes: inside.flatMap((each) => (each instanceof HTMLAnchorElement ? [each.protocol] : [])),
      handlers: inside.flatMap((each) => each.getAttributeNames().filter((attribute) => attribute.startsWith('on'))),
    }
  })
  expect(handlers).toEqual([])
  expect(schemes.filter((scheme) => !['http:', 'https:', 'mailto:'].includes(scheme))).toEqual([])
  // A picture from elsewhere is shown as a link.
  await expect(page.locator(`[data-slot=chat-answer] a[href="${elsewhere}/markdown.png"]`)).toHaveText('seen by elsewhere')

  await expect(page.locator('[data-slot=chat-answer] [data-slot=markdown] img')).toHaveCount(0)

  for (const path of portalPages) {
    await page.goto(path)
    await settled(page)
    expect([path, await ranIn(page), watched.asked]).toEqual([path, [], []])
  }
  await giveSession(context, stand.atrium.url, stand.owner)
  for (const path of ['/', ...adminPages]) {
    await page.goto(path)
    await settled(page)
    expect([path, await ranIn(page), watched.asked]).toEqual([path, [], []])
  }
  await context.close()
})

test('with Markdown switched off, the policy lets none of it run or load anything', async ({ browser, stand }) => {
  const context = await browser.newContext({ baseURL: stand.atrium.url })
  const { page, watched } = await open(context)
  await visitInjected(page)
  expect(await ranIn(page)).toEqual([])
  expect(watched.asked).toEqual([])
  await context.close()
})

test('with both switched off the texts run, so the two tests above are not empty', async ({ browser, stand }) => {
  const context = await browser.newContext({ bypassCSP: true, baseURL: stand.atrium.url })
  const { page, watched } = await open(context)
  await visitInjected(page)
  expect(await ranIn(page)).toEqual(
    expect.arrayContaining([
      'script',
      'image',
      'svg',
      'svgScript',
      'animated',
      'details',
      'moduleScript',
      'video',
      'frame',
      'scriptFrame',
      'dataFrame',
      'elsewhere',
    ]),
  )
  const files = [
    'script.js',
    'frame',
    'object',
    'embed',
    'sheet.css',
    'style.css',
    'background.png',
    'styled.png',
    'image.png',
    'picture.png',
    'poster.png',
  ]
  expect(watched.asked).toEqual(expect.arrayContaining(files.map((file) => `/${file}`)))
  await context.close()
})
