import 'server-only'
import { type Actor, audit } from '@/lib/audit/audit'
import { catalog } from '@/lib/catalog/catalog'
import { run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { lineIn } from './list-announcement-lines'
import type { AnnouncementChange, AnnouncementInput, AnnouncementLine } from './schema'

const written = ({ reads: _, state: __, updatedAt: ___, createdBy: ____, ...line }: AnnouncementLine) => line

function check({ groups, publishAt, expiresAt }: AnnouncementInput): void {
  const unknown = groups.find((name) => !catalog().groups.has(name))
  if (unknown !== undefined) throw fail('invalid_request', { fields: { groups: `no_group:${unknown}` } })
  if (publishAt && expiresAt && expiresAt <= publishAt) throw fail('invalid_request', { fields: { expiresAt: 'before_start' } })
}

const valuesOf = (id: string, input: AnnouncementInput) => [
  id,
  input.titleZh,
  input.titleEn,
  input.bodyZh,
  input.bodyEn,
  input.level,
  input.pinned,
  input.groups,
  input.publishAt,
  input.expiresAt,
]
const addSql = `insert into announcements (id, title_zh, title_en, body_zh, body_en, level, pinned, groups, publish_at, expires_at, created_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`
const changeSql = `update announcements set title_zh = $2, title_en = $3, body_zh = $4, body_en = $5, level = $6, pinned = $7, groups = $8,
  publish_at = $9, expires_at = $10, updated_at = now() where id = $1`

/** Writes a new announcement. */
export function addAnnouncement(actor: Actor, input: AnnouncementInput): Promise<AnnouncementLine> {
  check(input)
  const id = newId('announcement')
  return transaction(async (tx) => {
    await run(tx, addSql, [...valuesOf(id, input), actor.id])
    const line = await lineIn(tx, id)
    if (!line) throw fail('internal', { cause: 'an announcement was not written' })
    await audit(tx, { actor, action: 'announcement.create', subject: `announcement:${id}`, after: written(line) })
    return line
  })
}

/** Changes what is given. Who has read it has read it. */
export function changeAnnouncement(actor: Actor, id: string, change: AnnouncementChange): Promise<AnnouncementLine> {
  return transaction(async (tx) => {
    const before = await lineIn(tx, id)
    if (!before) throw fail('not_found')
    const moment = (text: string | null) => (text === null ? null : new Date(text))
    const input = { ...before, publishAt: moment(before.publishAt), expiresAt: moment(before.expiresAt), ...change }
    check(input)
    await run(tx, changeSql, valuesOf(id, input))
    const line = await lineIn(tx, id)
    if (!line) throw fail('not_found')
    await audit(tx, { actor, action: 'announcement.change', subject: `announcement:${id}`, before: written(before), after: written(line) })
    return line
  })
}

export function deleteAnnouncement(actor: Actor, id: string): Promise<void> {
  return transaction(async (tx) => {
    const before = await lineIn(tx, id)
    if (!before) throw fail('not_found')
    await run(tx, 'delete from announcements where id = $1', [id])
    await audit(tx, { actor, action: 'announcement.delete', subject: `announcement:${id}`, before: written(before) })
  })
}
