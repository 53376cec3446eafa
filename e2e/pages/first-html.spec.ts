import type { Stand } from '../stand.ts'
import { ask } from './flows/calls.ts'
import { watch } from './inspect.ts'
import { cookieOfSession, weigh } from './page-bytes.ts'
import { adjust, createKeys, expect, giveSession, type Member, newMember, settled, test } from './test.ts'
import { locales } from './words.ts'

interface Own {
  member: Member
  key: string
  money: string
  title: string
  conversation: string
}
let made = 0

/** Somebody with a key, a call, an entry in the wallet and a conversation, each with a text of its own. */
async function somebody(stand: Stand): Promise<Own> {
  const { url } = stand.atrium
  const member = await newMember(url, 'first')
  const key = `key-of-${member.username}`
  const money = `${71 + ++made}.37`
  const title = `talk of ${member.username}`
  await adjust(stand.owner, member.userId, money)
  const [created] = await createKeys(member, { name: key })
  await ask(url, created?.secret ?? '', 'deepseek-v3.2', false)
  await ask(url, created?.secret ?? '', 'no-such-model', false).catch(() => undefined)
  const { conversation } = await member.post<{ conversation: { id: string } }>('/api/conversations', { model: 'deepseek-v3.2' })
  await member.send('PATCH', `/api/conversations/${conversation.id}`, { title })
  return { member, key, money, title, conversation: conversation.id }
}

/** What a page of theirs shows, by its address. */
const portal = ({ member, key, money, title, conversation }: Own): [path: string, shows: string][] => [
  ['/dashboard', key],
  ['/keys', key],
  ['/logs', key],
  ['/logs?status=ok&span=day', key],
  ['/wallet', money],
  ['/settings', member.username],
  ['/chat', title],
  [`/chat/${conversation}`, title],
]
const operators = ({ member }: Own): [path: string, shows: string][] => [
  ['/admin', member.username],
  ['/admin/upstreams', 'fake'],
  ['/admin/models', 'qwen3-max'],
  ['/admin/users', member.username],
  [`/admin/users?q=${member.username}`, member.username],
  ['/admin/groups', 'research'],
  ['/admin/codes', 'first-batch'],
  ['/admin/audit', `user:${member.userId}`],
  ['/admin/settings', 'siteName'],
  ['/admin/logs', member.username],
]

let both: Promise<{ reader: Own; other: Own }> | undefined
const people = (stand: Stand) => {
  both ??= (async () => {
    const [reader, other] = [await somebody(stand), await somebody(stand)]
    const batch = { name: 'first-batch', amount: '1', account: 'grant', count: 1, uses: 1 }
    await stand.owner.post('/api/admin/codes', batch)
    return { reader, other }
  })()
  return both
}

/** What is to be read before any script has run. */
const markup = (html: string) => html.replace(/<script[\s\S]*?<\/script>/g, '')

test('each page has its reader’s data in its first HTML, and nobody else’s', async ({ stand }) => {
  const { reader, other } = await people(stand)
  const { url } = stand.atrium
  for (const [path, shows] of portal(reader)) {
    // A busy machine may answer too late for the first HTML, and the data is streamed.
    await expect(async () => {
      const { text } = await weigh(url, path, { cookie: cookieOfSession(reader.member.token) })
      expect(markup(text), path).toContain(shows)
      for (const theirs of [other.key, other.money, other.title, other.member.username]) expect(text, path).not.toContain(theirs)
    }).toPass()
  }
  for (const [path, shows] of operators(reader))
    await expect(async () => {
      const { text } = await weigh(url, path, { cookie: cookieOfSession(stand.owner.token) })
      expect(markup(text), path).toContain(shows)
    }).toPass()
})

test('another’s conversation, an operators’ page and a session that has ended bring nothing', async ({ stand }) => {
  const { reader, other } = await people(stand)
  const { url } = stand.atrium
  const as = async (path: string, token: string) => (await weigh(url, path, { cookie: cookieOfSession(token) })).text
  expect(await as(`/chat/${other.conversation}`, reader.member.token)).not.toContain(other.title)
  for (const [path] of operators(other)) {
    if (path.includes('?')) continue
    const text = await as(path, reader.member.token)
    for (const theirs of [other.member.username, 'first-batch']) expect(text, path).not.toContain(theirs)
  }
  const gone = await somebody(stand)
  await gone.member.send('POST', '/api/auth/logout', {})
  for (const [path] of portal(gone)) {
    const text = await as(path, gone.member.token)
    for (const own of [gone.key, gone.money, gone.title, gone.member.username]) expect(text, path).not.toContain(own)
  }
})

for (const speaks of locales)
  test.describe(`hydration, ${speaks}`, () => {
    test.use({ speaks })
    test('a page takes over what it brought, and asks for none of it again', async ({ stand, page, context }) => {
      const { reader } = await people(stand)
      const { faults } = watch(page)
      const asked: string[] = []
      page.on('request', (request) => {
        const { pathname } = new URL(request.url())
        // The chart above the list of calls is the one part that comes later.
        const later = pathname.endsWith('/series') && page.url().includes('/logs')
        if (request.method() === 'GET' && /^\/api\/(?!auth\/)/.test(pathname) && !later) asked.push(pathname)
      })
      const open = async (paths: [string, string][]) => {
        for (const [path] of paths)
          await expect(async () => {
            asked.length = 0
            await page.goto(path)
            await settled(page)
            expect(asked, path).toEqual([])
          }).toPass()
      }
      await giveSession(context, stand.atrium.url, reader.member)
      await open(portal(reader))
      await giveSession(context, stand.atrium.url, stand.owner)
      await open(operators(reader))
      expect(faults).toEqual([])
    })
  })
