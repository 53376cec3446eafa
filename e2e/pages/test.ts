import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import { adjust, createKeys, type Portal, register } from '../portal.ts'
import type { Stand } from '../stand.ts'
import { startPagesStand } from './stand.ts'
import { type Locale, type Words, wordsOf } from './words.ts'

export interface Member extends Portal {
  username: string
  password: string
}

interface Options {
  /** the language of the browser, and therefore of the pages */
  speaks: Locale
}
interface Fixtures {
  t: Words
  /** a new user whose session the browser has */
  member: Member
  /** the browser has the session of the operator */
  operator: Portal
}

export const passwordOfAll = 'correct-horse-battery'
let count = 0
/** A user name that is free on each of the servers that these tests run on. */
export const newName = (word = 'reader') => `${word}-${process.pid}-${++count}`

/** Gives the browser the session that signing in would give it. */
export const giveSession = (context: BrowserContext, url: string, { token }: Portal) =>
  context.addCookies([{ name: 'next-auth.session-token', value: token, url, httpOnly: true, sameSite: 'Lax' }])

export async function newMember(url: string, word?: string): Promise<Member> {
  const username = newName(word)
  return { ...(await register(url, username, passwordOfAll)), username, password: passwordOfAll }
}

export const test = base.extend<Options & Fixtures, { stand: Stand }>({
  // All files share one server, which starts with the first test that asks for it.
  stand: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const stand = await startPagesStand()
      await use(stand)
      await stand.stop()
    },
    { scope: 'worker', timeout: 600_000 },
  ],
  speaks: ['zh-CN', { option: true }],
  locale: ({ speaks }, use) => use(speaks),
  baseURL: ({ stand }, use) => use(stand.atrium.url),
  t: ({ speaks }, use) => use(wordsOf(speaks)),
  member: async ({ stand, context }, use) => {
    const member = await newMember(stand.atrium.url)
    await giveSession(context, stand.atrium.url, member)
    await use(member)
  },
  operator: async ({ stand, context }, use) => {
    await giveSession(context, stand.atrium.url, stand.owner)
    await use(stand.owner)
  },
})

export type { Page }
export { adjust, createKeys, expect }

/** Waits until the page has its data: no skeletons, nothing busy, except among the samples of the design page, each in its theme. */
export async function settled(page: Page) {
  await expect(page.locator('h1:visible, h2:visible').first()).toBeVisible()
  await expect(page.locator(':is([data-slot=skeleton], [aria-busy="true"]):not(main [data-theme] *)')).toHaveCount(0)
}
