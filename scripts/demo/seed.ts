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
import { createKeys } from '../../lib/keys/create-keys.ts'
import { createCodes } from '../../lib/ledger/codes/create-codes.ts'
import { redeem } from '../../lib/ledger/codes/redeem.ts'
import { adjust } from '../../lib/ledger/wallet/adjust.ts'
import { parseMoney } from '../../lib/money.ts'
import { endProcess, startProcess } from '../../lib/processes/heartbeat.ts'
import { settingsReady } from '../../lib/settings/settings.ts'
import { rollUp } from '../../lib/usage/roll-up.ts'
import { usersReady } from '../../lib/users/users.ts'
import { type Member, makeCall, momentOf } from './calls.ts'
import { demoCatalog } from './catalog.ts'
import { addConversations } from './conversations.ts'
import { type Person, people, seeded } from './people.ts'
import { backdate, makeParts } from './time.ts'

const dayMs = 86_400_000
const daysBack = 30
const money = (text: string) => parseMoney(text) ?? 0n

export interface Seeded {
  /** Null where the owner existed already; its password stays. */
  owner: string | null
  member: string
  password: string
  users: number
  calls: number
}

/** Seeds a month of an invented campus with the same verbs that the server uses. Null when the data is there already. */
export async function seedDemo(say: (text: string) => void): Promise<Seeded | null> {
  await Promise.all([settingsReady(), usersReady()])
  await ensureBuiltins()
  await applyCatalog(stringify(demoCatalog), {})
  await catalogReady()
  const random = seeded(20_260_901)
  const members = people(random)
  const { rowCount } = await pool().query('select 1 from users where username = $1', [members[0]?.username])
  if (rowCount) return null
  await startProcess()
  const password = randomBytes(9).toString('base64url')
  const passwordHash = await hashPassword(password)
  const owner = await ensureAdmin(passwordHash)
  const since = new Date(Math.floor(Date.now() / dayMs - daysBack) * dayMs)
  await transaction((tx) => makeParts(tx, since))
  const sinceTransfer = await lastTransfer()

  say(`Adding ${members.length} users with keys …`)
  const callers: { person: Person; caller: Member }[] = []
  for (const person of members) callers.push({ person, caller: await addMember(person, passwordHash, since, random) })

  say(`Living through ${daysBack} days …`)
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
  let calls = 0
  for (let at = 0; at <= daysBack; at++) {
    const day = new Date(since.getTime() + at * dayMs)
    await topUp(owner.id, callers, at, codes, random)
    days.push({ upTo: await lastTransfer(), day })
    calls += await liveThrough(day, callers, random)
  }
  await transaction((tx) => backdate(tx, { sinceTransfer, days }))
  await pool().query(lastUses)
  await addConversations(callers.map(({ caller }) => caller.userId).slice(0, 12))
  for (let round = 0; round < 3; round++) await rollUp()
  await endProcess()
  return { owner: owner.made, member: members[0]?.username ?? '', password, users: members.length, calls }
}

/** Sets the last use of keys and users to the time of their last call. */
const lastUses = `with used as (update api_keys k set last_used_at = c.time
    from (select key_id, max(time) as time from usage_records group by key_id) c where k.id = c.key_id returning k.user_id, c.time)
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
  const { username, email, group } = person
  const { id, walletId } = await transaction((tx) => addUser(tx, { username, email, passwordHash, locale: 'zh-CN' }))
  const joined = new Date(since.getTime() - 60 * dayMs * random())
  await pool().query('update users set group_name = $2, created_at = $3 where id = $1', [id, group, joined])
  const names = ['笔记本', 'jupyter', 'vscode', '毕业设计', 'agent'].slice(0, 1 + Math.floor(random() * 4))
  for (const name of names) await createKeys({ owner: { id, group }, by: { id }, input: { name } })
  await pool().query('update api_keys set created_at = $2 where user_id = $1', [id, joined])
  const { rows } = await pool().query<Member['keys'][number]>('select id, name, limit_id as "limitId" from api_keys where user_id = $1', [
    id,
  ])
  return { userId: id, walletId, group, keys: rows }
}

/** Tops everybody up at the beginning. Later some ask again, and some redeem a code. */
async function topUp(ownerId: number, callers: { person: Person; caller: Member }[], at: number, codes: string[], random: () => number) {
  for (const { person, caller } of callers) {
    const { userId, walletId } = caller
    if (at === 0 || random() < 0.03)
      await adjust({ actor: { id: ownerId }, userId, account: 'cash', amount: money(person.topUp), reason: '线下充值' })
    const code = random() < 0.02 ? codes.pop() : undefined
    if (code) await redeem({ userId, walletId, code, address: undefined })
  }
}

async function liveThrough(day: Date, callers: { person: Person; caller: Member }[], random: () => number): Promise<number> {
  const weekend = [0, 6].includes(new Date(day.getTime() + 8 * 3_600_000).getUTCDay())
  const planned = callers.flatMap(({ person, caller }) =>
    Array.from({ length: Math.round(person.diligence * (weekend ? 0.35 : 1) * (0.4 + 1.2 * random())) }, () => ({
      caller,
      time: momentOf(day, random),
    })),
  )
  const past = planned.filter(({ time }) => time.getTime() < Date.now() && time >= day).sort((a, b) => a.time.getTime() - b.time.getTime())
  let made = 0
  for (let from = 0; from < past.length; from += 50) {
    const group = past.slice(from, from + 50).map(({ caller, time }) => makeCall(caller, time, random))
    made += (await Promise.all(group)).filter(Boolean).length
  }
  return made
}
