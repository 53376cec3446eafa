import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { snapshot } from '@/lib/db/snapshot'
import { log } from '@/lib/log'
import { lineOf, type SettingName, type Settings, settingNames, table } from './table'

interface Kept {
  values: Settings
  /** The names of settings that somebody has set. */
  chosen: Set<string>
  fromFile: Set<string>
}

/** The value of one setting: the stored one, or the default when nothing valid is stored. */
function settingFrom(name: SettingName, stored: unknown): unknown {
  const line = lineOf(name)
  const read = line.schema.safeParse(stored ?? line.initial)
  if (read.success) return read.data
  log('warn', 'a stored setting is not valid any more; its default counts', { name })
  return line.schema.parse(line.initial)
}

const settingRow = z.object({ name: z.string(), value: z.unknown(), from_file: z.boolean() })

async function load(): Promise<Kept> {
  const rows = await rowsOf(pool(), settingRow, 'select name, value, from_file from settings')
  const stored = new Map(rows.map((row) => [row.name, row.value]))
  return {
    values: Object.fromEntries(settingNames.map((name) => [name, settingFrom(name, stored.get(name))])) as Settings,
    chosen: new Set(stored.keys()),
    fromFile: new Set(rows.filter((row) => row.from_file).map((row) => row.name)),
  }
}

const kept = snapshot('settings', load)

/** Every current setting, from memory. */
export const settings = (): Settings => kept.get().values
export const settingsKept = (): Kept => kept.get()
/** Loads the settings. Boot awaits it before anything asks. */
export const settingsReady = (): Promise<void> => kept.ready()
export const reloadSettings = (): Promise<void> => kept.reload()

export const isSetting = (name: string): name is SettingName => Object.hasOwn(table, name)
