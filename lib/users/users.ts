import 'server-only'
import * as z from 'zod'
import { onChange } from '@/lib/db/notify'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { log } from '@/lib/log'
import { once } from '@/lib/once'
import { type Role, roles } from './roles'

export interface UserRow {
  id: number
  username: string
  email: string | null
  emailVerified: boolean
  role: Role
  group: string
  enabled: boolean
  walletId: number
  locale: string | null
  createdAt: Date
  limits: { rpm: number | null; tpm: number | null; weeklyTokens: number | null; concurrency: number | null }
  /** The only models that the user may use; null: every model of the group. */
  models: string[] | null
  /** In nanos. */
  spend: { day: bigint | null; month: bigint | null; total: bigint | null }
}

const rows = `select u.id, u.username, u.email, u.email_verified_at is not null as email_verified, u.role, u.group_name, u.enabled, u.locale, u.created_at, u.rpm, u.tpm, u.weekly_tokens, u.concurrency,
    u.spend_per_day, u.spend_per_month, u.spend_total, u.models, w.id as wallet_id
  from users u join wallets w on w.user_id = u.id`

const userRow = z.object({
  id: z.int(),
  username: z.string(),
  email: z.string().nullable(),
  email_verified: z.boolean(),
  role: z.enum(roles),
  group_name: z.string(),
  enabled: z.boolean(),
  locale: z.string().nullable(),
  created_at: z.date(),
  rpm: z.int().nullable(),
  tpm: z.int().nullable(),
  weekly_tokens: z.bigint().nullable(),
  concurrency: z.int().nullable(),
  spend_per_day: z.bigint().nullable(),
  spend_per_month: z.bigint().nullable(),
  spend_total: z.bigint().nullable(),
  models: z.array(z.string()).nullable(),
  wallet_id: z.int(),
})
type Row = z.infer<typeof userRow>

const userOf = (row: Row): UserRow => ({
  id: row.id,
  username: row.username,
  email: row.email,
  emailVerified: row.email_verified,
  role: row.role,
  group: row.group_name,
  enabled: row.enabled,
  walletId: row.wallet_id,
  locale: row.locale,
  createdAt: row.created_at,
  limits: {
    rpm: row.rpm,
    tpm: row.tpm,
    weeklyTokens: row.weekly_tokens === null ? null : Number(row.weekly_tokens),
    concurrency: row.concurrency,
  },
  models: row.models,
  spend: { day: row.spend_per_day, month: row.spend_per_month, total: row.spend_total },
})

const state = once('users', () => ({
  byId: new Map<number, UserRow>(),
  whole: false,
  /** The rows to read again; `all` when it is unknown which. */
  changed: new Set<number>(),
  all: true,
  reading: undefined as Promise<void> | undefined,
}))

async function readChanged(): Promise<void> {
  while (state.all || state.changed.size > 0) {
    const ids = [...state.changed]
    const everybody = state.all
    state.changed.clear()
    state.all = false
    try {
      const read = await rowsOf(pool(), userRow, everybody ? rows : `${rows} where u.id = any($1)`, everybody ? [] : [ids])
      if (everybody) state.byId = new Map(read.map((row) => [row.id, userOf(row)]))
      else {
        const found = new Map(read.map((row) => [row.id, userOf(row)]))
        for (const id of ids) {
          const user = found.get(id)
          if (user) state.byId.set(id, user)
          else state.byId.delete(id)
        }
      }
      state.whole = true
    } catch (error) {
      state.all ||= everybody
      for (const id of ids) state.changed.add(id)
      throw error
    }
  }
}

/** Only one reading runs at a time, so that an older one never overwrites a newer. */
function read(): Promise<void> {
  state.reading ??= readChanged().finally(() => {
    state.reading = undefined
  })
  return state.reading
}

/** Reads this user's row again at once. Other processes follow the notification. */
export function refreshUser(id: number): Promise<void> {
  state.changed.add(id)
  return read()
}

const later = () =>
  read().catch((error) => {
    log('error', 'users could not be read again', { error })
    setTimeout(() => void later(), 1000).unref()
  })

once('users.listening', () =>
  onChange('users', (change) => {
    if (change?.id) state.changed.add(Number(change.id))
    else state.all = true
    return later()
  }),
)

/** Loads all users. Boot awaits it. */
export const usersReady = (): Promise<void> => (state.whole ? Promise.resolve() : read())

/** The user that a row names. One whom another process has just registered is read at once. */
export function knownUser(id: number): UserRow | undefined | Promise<UserRow | undefined> {
  const known = userById(id)
  return known ?? refreshUser(id).then(() => userById(id))
}

/** From memory. It is a promise only before boot has read the users. */
export function userById(id: number): UserRow | undefined | Promise<UserRow | undefined> {
  return state.whole ? state.byId.get(id) : usersReady().then(() => state.byId.get(id))
}
