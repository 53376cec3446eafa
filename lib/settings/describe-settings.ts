import 'server-only'
import { env } from '@/lib/env'
import type { SettingLine } from './schema'
import { settingsKept } from './settings'
import { lineOf, settingNames } from './table'

/** The settings as `{name: value}`, as the API answers them. */
export function shownSettings(): Record<string, unknown> {
  const { values } = settingsKept()
  return Object.fromEntries(settingNames.map((name) => [name, lineOf(name).show(values[name])]))
}

/** Every line of the table with where its value comes from, for the settings page. */
export function describeSettings(): SettingLine[] {
  const { chosen, fromFile } = settingsKept()
  return settingNames.map((name) => {
    const { group, zh, en, initial, input } = lineOf(name)
    return {
      name,
      group,
      meaning: { zh, en },
      default: initial,
      input,
      chosen: chosen.has(name),
      readOnly: Boolean(env().CATALOG_FILE) && fromFile.has(name),
    }
  })
}
