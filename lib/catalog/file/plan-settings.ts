import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type { Tx } from '@/lib/db/prisma'
import { isAppError } from '@/lib/errors'
import { log } from '@/lib/log'
import { readSettings } from '@/lib/settings/change-settings'
import { removedSettings } from '@/lib/settings/table'
import type { CatalogChange } from './plan'
import { refuseFile } from './problems'
import type { CatalogFile } from './read-file'

export interface SettingSteps {
  values: ReturnType<typeof readSettings>
  changes: CatalogChange[]
}

/** Finds the settings of the file that differ from the stored ones. */
export async function planSettings(tx: Tx, file: CatalogFile): Promise<SettingSteps> {
  const wanted = read(file)
  const stored = new Map((await tx.setting.findMany()).map((row) => [row.name, row]))
  const differing = [...wanted].filter(([name, value]) => {
    const row = stored.get(name)
    return value === null ? row !== undefined : !row?.fromFile || !isDeepStrictEqual(row.value, value)
  })
  const changes = differing.map(([name, after]): CatalogChange => {
    const row = stored.get(name)
    const members = isDeepStrictEqual(row?.value, after)
      ? [{ member: 'fromFile', before: false, after: true }]
      : [{ member: 'value', before: row?.value ?? null, after }]
    return { kind: 'setting', name, action: row ? 'change' : 'add', members }
  })
  return { values: new Map(differing), changes }
}

function read(file: CatalogFile): ReturnType<typeof readSettings> {
  const passedOver = Object.keys(file.settings).filter((name) => removedSettings.has(name))
  if (passedOver.length > 0) log('warn', 'the catalog file names settings that have no effect', { names: passedOver })
  try {
    return readSettings(Object.fromEntries(Object.entries(file.settings).filter(([name]) => !removedSettings.has(name))))
  } catch (error) {
    if (!isAppError(error) || !error.facts.fields) throw error
    refuseFile(
      Object.entries(error.facts.fields).map(([name, message]) => {
        const path = ['settings', name]
        return { line: file.lineOf(path), path, message: message === 'unknown' ? 'there is no such setting' : message }
      }),
    )
    throw error
  }
}
