import 'server-only'
import * as z from 'zod'
import { type Actor, audit } from '@/lib/audit/audit'
import { bump } from '@/lib/db/notify'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { fail } from '@/lib/errors'
import { issueFault } from '@/lib/field-fault'
import { isSetting, reloadSettings, settingsKept } from './settings'
import { lineOf, type SettingName } from './table'

/** Converts each given setting to its stored form; null goes back to the default. Throws 400 that names every unknown or wrong one. */
export function readSettings(given: Record<string, unknown>): Map<SettingName, unknown> {
  const fields: Record<string, string> = {}
  const values = new Map<SettingName, unknown>()
  for (const [name, value] of Object.entries(given)) {
    if (!isSetting(name)) {
      fields[name] = 'unknown'
      continue
    }
    const line = lineOf(name)
    const read = line.schema.safeParse(value ?? line.initial, { error: issueFault })
    if (read.success) values.set(name, value === null ? null : line.store(read.data))
    else fields[name] = read.error.issues[0]?.message ?? 'invalid'
  }
  if (Object.keys(fields).length === 0) return values
  throw fail(Object.values(fields).every((text) => text === 'unknown') ? 'unknown_member' : 'invalid_request', { fields })
}

/** Stores settings inside a transaction. The catalog file calls it with `fromFile`. */
export async function storeSettings(tx: Tx, values: Map<SettingName, unknown>, fromFile: boolean): Promise<void> {
  for (const [name, value] of values) {
    if (value === null) await run(tx, 'delete from settings where name = $1', [name])
    else
      await run(
        tx,
        `insert into settings (name, value, from_file, updated_at) values ($1, $2::jsonb, $3, now())
         on conflict (name) do update set value = excluded.value, from_file = excluded.from_file, updated_at = now()
         where (settings.value, settings.from_file) is distinct from (excluded.value, excluded.from_file)`,
        [name, JSON.stringify(value), fromFile],
      )
  }
  if (values.size > 0) await bump(tx, 'settings')
}

const settingRow = z.object({ name: z.string(), value: z.unknown() })

/** Stores an owner's change from the page or API, and audits it. Refuses settings that the catalog file in force holds. */
export async function changeSettings(given: Record<string, unknown>, actor: Actor): Promise<void> {
  const values = readSettings(given)
  const { fromFile } = settingsKept()
  const held = env().CATALOG_FILE ? [...values.keys()].filter((name) => fromFile.has(name)) : []
  if (held.length > 0) throw fail('managed_by_file', { fields: Object.fromEntries(held.map((name) => [name, 'managed_by_file'])) })
  const names = [...values.keys()]
  await transaction(async (tx) => {
    const before = await rowsOf(tx, settingRow, 'select name, value from settings where name = any($1) order by name for update', [names])
    await storeSettings(tx, values, false)
    await audit(tx, {
      actor,
      action: 'settings.change',
      subject: names.join(','),
      before: Object.fromEntries(before.map((row) => [row.name, row.value])),
      after: Object.fromEntries(values),
    })
  })
  await reloadSettings()
}
