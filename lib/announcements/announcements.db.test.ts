import { beforeAll, expect, it } from 'vitest'
import { GET as rss } from '@/app/(open)/announcements/rss/route'
import { PATCH as change, DELETE as remove } from '@/app/api/admin/announcements/[id]/route'
import { POST as add, GET as linesOf } from '@/app/api/admin/announcements/route'
import { POST as readThem } from '@/app/api/announcements/read/route'
import { GET as listThem } from '@/app/api/announcements/route'
import { catalogReady } from '@/lib/catalog/catalog'
import { pool } from '@/lib/db/pool'
import { bootPortal, call, closePortalAfterwards, newUser, type TestUser } from '@/tests/portal'
import { bannerFor } from './banner-for'

closePortalAfterwards()
let operator: TestUser
let member: TestUser

beforeAll(async () => {
  await bootPortal()
  await pool().query("insert into groups (id, name) values ('grp_lab', 'lab') on conflict do nothing")
  await catalogReady()
  operator = await newUser({ role: 'operator' })
  member = await newUser()
})

const hour = 3_600_000
const at = (offset: number) => new Date(Date.now() + offset).toISOString()
const write = async (more: object = {}) => {
  const body = { titleZh: '停机维护', titleEn: 'Maintenance', bodyZh: '**周日**', bodyEn: '**Sunday**', publishAt: at(-hour), ...more }
  const { status, json } = await call(add, { token: operator.token, body })
  expect(status).toBe(201)
  return json as { id: string; state: string }
}
const idsFor = async (token?: string, headers = {}) => {
  const { json } = await call(listThem, { token, headers })
  return (json.announcements as { id: string }[]).map(({ id }) => id)
}
const clear = () => pool().query('delete from announcements')

it('a visitor reads what is published for everybody, in their language, pinned ones first', async () => {
  await clear()
  const plain = await write()
  const pinned = await write({ pinned: true, titleEn: '', bodyEn: '', publishAt: at(-2 * hour) })
  await write({ publishAt: null })
  await write({ publishAt: at(hour) })
  await write({ expiresAt: at(-1000) })
  const lab = await write({ groups: ['lab'] })
  expect(await idsFor()).toEqual([pinned.id, plain.id])
  const english = await call(listThem, { headers: { 'accept-language': 'en' } })
  expect(english.json.announcements).toMatchObject([
    { title: '停机维护', unread: false },
    { title: 'Maintenance', content: '**Sunday**' },
  ])
  const chinese = await call(listThem, { headers: { 'accept-language': 'zh-CN' } })
  expect(chinese.json.announcements[1]).toMatchObject({ title: '停机维护', content: '**周日**' })
  const states = await call(linesOf, { token: operator.token })
  expect((states.json.announcements as { state: string }[]).map(({ state }) => state).sort()).toEqual(
    ['current', 'current', 'current', 'draft', 'ended', 'scheduled'].sort(),
  )
  expect(await idsFor(member.token)).not.toContain(lab.id)
  await pool().query("update users set group_name = 'lab' where id = $1", [member.user.id])
  const { refreshUser } = await import('@/lib/users/users')
  await refreshUser(member.user.id)
  expect(await idsFor(member.token)).toContain(lab.id)
})

it('pages follow each other without gaps', async () => {
  await clear()
  const made = []
  for (let n = 0; n < 5; n++) made.push((await write({ pinned: n === 0, publishAt: at(-n * hour - 1000) })).id)
  const found: string[] = []
  let cursor: string | undefined
  do {
    const { json } = await call(listThem, { query: { limit: 2, ...(cursor && { cursor }) } })
    found.push(...(json.announcements as { id: string }[]).map(({ id }) => id))
    cursor = json.nextCursor ?? undefined
  } while (cursor)
  expect(found).toEqual(made)
})

it('what was read is no news any more, also above the pages, and only what one sees can be read', async () => {
  await clear()
  const user = await newUser()
  const later = { publishAt: at(-1) }
  const info = await write(later)
  const urgent = await write({ ...later, level: 'urgent', titleEn: 'Outage' })
  const lab = await write({ ...later, groups: ['lab'] })
  expect((await call(listThem, { token: user.token })).json.unread).toBe(2)
  expect(await bannerFor(user.user, 'en')).toEqual({ id: urgent.id, title: 'Outage', level: 'urgent' })
  const one = await call(readThem, { token: user.token, body: { ids: [urgent.id, lab.id] } })
  expect(one.json).toEqual({ unread: 1 })
  expect(await bannerFor(user.user, 'en')).toBeNull()
  const [all, again] = await Promise.all([1, 2].map(() => call(readThem, { token: user.token, body: {} })))
  expect([all?.json, again?.json]).toEqual([{ unread: 0 }, { unread: 0 }])
  const { rows } = await pool().query('select announcement_id from announcement_reads where user_id = $1 order by 1', [user.user.id])
  expect(rows.map((row) => row.announcement_id)).toEqual([info.id, urgent.id].sort())
})

it('what was said before somebody came is no news to them, unless it is pinned', async () => {
  await clear()
  await write({ publishAt: at(-48 * hour) })
  await write({ publishAt: at(-48 * hour), pinned: true })
  const newcomer = await newUser()
  expect((await call(listThem, { token: newcomer.token })).json.unread).toBe(1)
})

it('operators alone write, every change is audited, and wrong values are named', async () => {
  await clear()
  const { id } = await write()
  expect((await call(add, { token: member.token, body: {} })).status).toBe(403)
  const refused = await call(add, { token: operator.token, body: { titleZh: 'a', bodyZh: 'b', groups: ['none'] } })
  expect(refused.json.error.fields).toHaveProperty('groups')
  const wrongTime = await call(change, { method: 'PATCH', token: operator.token, params: { id }, body: { expiresAt: at(-24 * hour) } })
  expect(wrongTime.json.error.fields).toHaveProperty('expiresAt')
  const extra = await call(change, { method: 'PATCH', token: operator.token, params: { id }, body: { createdBy: 1 } })
  expect(extra.status).toBe(400)
  const changed = await call(change, { method: 'PATCH', token: operator.token, params: { id }, body: { level: 'important' } })
  expect(changed.json).toMatchObject({ level: 'important', titleEn: 'Maintenance' })
  expect((await call(remove, { method: 'DELETE', token: operator.token, params: { id } })).status).toBe(204)
  expect((await call(remove, { method: 'DELETE', token: operator.token, params: { id } })).status).toBe(404)
  const { rows } = await pool().query('select action from audit_entries where subject = $1 order by time, id', [`announcement:${id}`])
  expect(rows.map((row) => row.action)).toEqual(['announcement.create', 'announcement.change', 'announcement.delete'])
})

it('the feed holds what everybody may see, as text that cannot act', async () => {
  await clear()
  await write({ titleEn: '<b>&"bold"</b>', bodyEn: '<script>alert(1)</script>' })
  await write({ titleEn: 'only for the lab', groups: ['lab'] })
  const response = await rss(
    new Request('http://portal.test/announcements/rss', { headers: { host: 'portal.test', 'accept-language': 'en' } }),
  )
  expect(response.headers.get('content-type')).toContain('application/rss+xml')
  const text = await response.text()
  expect(text).toContain('<title>&lt;b&gt;&amp;&quot;bold&quot;&lt;/b&gt;</title>')
  expect(text).toContain('&amp;lt;script&amp;gt;')
  expect(text).not.toContain('<script')
  expect(text).not.toContain('only for the lab')
})
