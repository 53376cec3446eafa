import type { Stand } from '../stand.ts'
import { adminPages, portalPages, publicPages } from './addresses.ts'
import { ask } from './flows/calls.ts'
import { accessible, fitsSideways, visit, watch } from './inspect.ts'
import { adjust, createKeys, expect, giveSession, type Member, newMember, type Page, test } from './test.ts'

const looks = [
  { speaks: 'zh-CN', colorScheme: 'light' },
  { speaks: 'en', colorScheme: 'dark' },
] as const
const desktop = { width: 1440, height: 900 }
const phone = { width: 360, height: 780 }

interface Walk {
  paths: readonly string[]
  look: (page: Page, path: string) => Promise<void>
}

async function walk(page: Page, { paths, look }: Walk) {
  const { faults, expected } = watch(page)
  expected.add('/no-such-page')
  for (const path of paths)
    await test.step(path, async () => {
      await visit(page, path)
      await look(page, path)
      expect.soft(faults.splice(0), path).toEqual([])
    })
}

/** A user with keys, calls that went well and badly, entries and a conversation. */
let busy: Promise<Member> | undefined
const busyMember = (stand: Stand) => {
  busy ??= (async () => {
    const { url } = stand.atrium
    const member = await newMember(url, 'busy')
    await adjust(stand.owner, member.userId, '100')
    const [key] = await createKeys(member, { name: 'A key with a rather long name, to see where it ends', spendLimit: '20' })
    await createKeys(member, { name: 'off', allowedIps: ['10.0.0.0/8'], models: ['eliza'] })
    for (const model of ['deepseek-v3.2', 'deepseek-r1', 'eliza']) await ask(url, key?.secret ?? '', model, true)
    await ask(url, key?.secret ?? '', 'no-such-model', false).catch(() => undefined)
    return member
  })()
  return busy
}

for (const { speaks, colorScheme } of looks)
  test.describe(`every page, ${speaks}, ${colorScheme}`, () => {
    test.use({ speaks, colorScheme, viewport: desktop })
    test.setTimeout(300_000)
    const look = accessible

    test('public', async ({ page }) => walk(page, { paths: publicPages, look }))
    test('portal of somebody busy', async ({ page, context, stand }) => {
      await giveSession(context, stand.atrium.url, await busyMember(stand))
      await walk(page, { paths: portalPages, look })
    })
    test('operators', async ({ page, operator, stand }) => {
      expect(operator.token).not.toBe('')
      await busyMember(stand)
      await walk(page, { paths: adminPages, look })
    })
  })

test.describe('every page on a phone', () => {
  test.use({ speaks: 'en', viewport: phone, hasTouch: true, isMobile: true })
  test.setTimeout(300_000)
  const look = async (page: Page) => {
    await fitsSideways(page)
    await accessible(page)
  }

  test('public', async ({ page }) => walk(page, { paths: publicPages, look }))
  test('portal', async ({ page, context, stand }) => {
    await giveSession(context, stand.atrium.url, await busyMember(stand))
    await walk(page, { paths: portalPages, look })
  })
  test('operators', async ({ page, operator, stand }) => {
    expect(operator.token).not.toBe('')
    await busyMember(stand)
    await walk(page, { paths: adminPages, look })
  })
})

test('every page of somebody who has nothing yet', async ({ page, member }) => {
  expect(member.token).not.toBe('')
  await walk(page, { paths: portalPages, look: accessible })
})
