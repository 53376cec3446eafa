import { randomBytes } from 'node:crypto'
import { stringify } from 'yaml'
import * as z from 'zod'
import { addUser } from '../../lib/auth/add-user.ts'
import { hashPassword } from '../../lib/auth/passwords.ts'
import { catalogReady } from '../../lib/catalog/catalog.ts'
import { ensureBuiltins } from '../../lib/catalog/edit/ensure-builtins.ts'
import { applyCatalog } from '../../lib/catalog/file/apply-catalog.ts'
import { pool } from '../../lib/db/pool.ts'
import { rowsOf } from '../../lib/db/rows.ts'
import { transaction } from '../../lib/db/transaction.ts'
import { env } from '../../lib/env.ts'
import { createKeys } from '../../lib/keys/create-keys.ts'
import { createCodes } from '../../lib/ledger/codes/create-codes.ts'
import { redeem } from '../../lib/ledger/codes/redeem.ts'
import { adjust } from '../../lib/ledger/wallet/adjust.ts'
import { parseMoney } from '../../lib/money.ts'
import { settingsReady } from '../../lib/settings/settings.ts'
import { usersReady } from '../../lib/users/users.ts'
import { addApplications } from './applications.ts'
import { demoCatalog } from './catalog.ts'
import { addConversations } from './conversations.ts'
import type { Member } from './habits.ts'
import { largeCatalog } from './large-catalog.ts'
import { liveThrough } from './live-through.ts'
import { addNews, settleOutbox } from './news.ts'
import { type Person, people, seeded } from './people.ts'
import { addPoints } from './points.ts'
import { addRequests } from './requests.ts'
import { addTickets } from './tickets.ts'
import { backdate, dayMs, makeParts } from './time.ts'

/** What is made when nobody says how much. */
const usual = { days: 30, calls: 9000 }
const largeDays = 120
const money = (text: string) => parseMoney(text) ?? 0n

export interface Seeded {
  /** Null where the owner existed already; its password stays. */
  owner: string | null
  member: string
  password: string
  users: number
  calls: number
}

/**
 * Seeds an invented campus: a month of it, or four months with so many calls. Null when the data is there already. People, keys and money come
 * from the verbs that the server uses; calls are made a day at a time, because there may be millions.
 */
export async function seedDemo(say: (text: string) => void, calls?: number): Promise<Seeded | null> {
  Object.assign(env(), { SMTP_URL: undefined }) // Nothing is mailed to people who are invented.
  await Promise.all([settingsReady(), usersReady()])
  const random = seeded(20_260_901)
  const members = people(random)
  const { rowCount } = await pool().query('select 1 from users where username = $1', [members[0]?.username])
  if (rowCount) return null
  await ensureBuiltins()
  await applyCatalog(stringify(calls === undefined ? demoCatalog : largeCatalog), {})
  await catalogReady()
  const password = randomBytes(9).toString('base64url')
  const passwordHash = await hashPassword(password)
  const owner = await ensureAdmin(passwordHash)
  const span = calls === undefined ? usual : { days: largeDays, calls }
  const since = new Date(Math.floor(Date.now() / dayMs - span.days) * dayMs)
  await transaction((tx) => makeParts(tx, since))
  const sinceTransfer = await lastTransfer()

  say(`Adding ${members.length} users with keys …`)
  const callers: Member[] = []
  for (const person of members) callers.push(await addMember(person, passwordHash, since, random))

  say(`Living through ${span.days} days …`)
  const days: { upTo: bigint; day: Date }[] = [{ upTo: await lastTransfer(), day: since }]
  const codes = (
    await createCodes({
      actor: { id: owner.id },
      name: '新生礼包',
      amountNanos: money('10'),
      account: 'grant',
      count: 60,
      uses: 1,
      expiresAt: null,
    })
  ).codes
  const made = await liveThrough({ callers, since, ...span, random, say }, async (day, short) => {
    await topUp(owner.id, callers, short, codes, random)
    days.push({ upTo: await lastTransfer(), day })
  })
  await transaction((tx) => backdate(tx, { sinceTransfer, days }))
  await pool().query(lastUses)
  await addApplications(
    owner.id,
    callers.map(({ userId }) => userId),
  )
  const asking = callers.slice(0, 4).map(({ userId }) => userId)
  await addTickets(owner.id, [owner.id, ...asking])
  await addNews([owner.id, ...callers.slice(0, 12).map(({ userId }) => userId)])
  await addConversations(callers.map(({ userId }) => userId).slice(0, 12))
  await addPoints(callers.map(({ userId }) => userId).slice(0, 4))
  await addRequests(
    owner.id,
    callers.map(({ userId }) => userId),
  )
  await settleOutbox()
  return { owner: owner.made, member: members[0]?.username ?? '', password, users: members.length, calls: made }
}

/** Sets the last use of keys and users to the time of their last call. */
const lastUses = `with used as (update api_keys k set last_used_at = c.time
    from (select key_id, max(hour) + interval '30 minutes' as time from usage_hours group by key_id) c where k.id = c.key_id returning k.user_id, c.time)
  update users u set last_seen_at = s.time from (select user_id, max(time) as time from used group by user_id) s where u.id = s.user_id`

const lastRow = z.object({ id: z.bigint() })

async function lastTransfer(): Promise<bigint> {
  const rows = await rowsOf(pool(), lastRow, 'select coalesce(max(id), 0)::bigint as id from transfers')
  return rows[0]?.id ?? 0n
}

const ownerRow = z.object({ id: z.int() })

/** The existing owner, else a new one named admin. */
async function ensureAdmin(passwordHash: string): Promise<{ id: number; made: string | null }> {
  const rows = await rowsOf(pool(), ownerRow, "select id from users where role = 'owner' order by id limit 1")
  if (rows[0]) return { id: rows[0].id, made: null }
  const { id } = await transaction((tx) => addUser(tx, { username: 'admin', email: 'admin@campus.example', passwordHash, role: 'owner' }))
  return { id, made: 'admin' }
}

async function addMember(person: Person, passwordHash: string, since: Date, random: () => number): Promise<Member> {
  const { username, email, group, diligence, topUp } = person
  const { id, walletId } = await transaction((tx) => addUser(tx, { username, email, passwordHash, locale: 'zh-CN' }))
  const joined = new Date(since.getTime() - 60 * dayMs * random())
  await pool().query('update users set group_name = $2, created_at = $3 where id = $1', [id, group, joined])
  const names = ['笔记本', 'jupyter', 'vscode', '毕业设计', 'agent'].slice(0, 1 + Math.floor(random() * 4))
  for (const name of names) await createKeys({ owner: { id, group }, by: { id }, input: { name } })
  await pool().query('update api_keys set created_at = $2 where user_id = $1', [id, joined])
  const { rows } = await pool().query<Member['keys'][number]>('select id, name, limit_id as "limitId" from api_keys where user_id = $1', [
    id,
  ])
  return { userId: id, walletId, group, diligence, topUp: money(topUp), keys: rows }
}

/** Tops up whoever is short of money by as much as they are short, at least by their usual sum. Some ask before, and some redeem a code. */
async function topUp(ownerId: number, callers: Member[], short: Map<number, bigint>, codes: string[], random: () => number) {
  for (const { userId, walletId, topUp: usually } of callers) {
    const needed = short.get(walletId) ?? (random() < 0.03 ? usually : 0n)
    const amount = needed > usually ? needed : usually
    if (needed > 0n) await adjust({ actor: { id: ownerId }, userId, account: 'cash', amount, reason: '线下充值' })
    const code = random() < 0.02 ? codes.pop() : undefined
    if (code) await redeem({ userId, walletId, code, address: undefined })
  }
}
