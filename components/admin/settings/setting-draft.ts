import type { SettingLine } from '@/lib/settings/schema'

/** What stands in the input of a setting: its text, whether it is on, or its lines. */
export type SettingDraft = string | boolean | string[]

export function draftOfSetting(value: unknown): SettingDraft {
  if (typeof value === 'boolean') return value
  return Array.isArray(value) ? value.map(String) : String(value ?? '')
}

/** Converts the text to what is sent: a number where it is one, money as its digits, lists line by line. */
export function valueOfDraft({ input }: SettingLine, draft: SettingDraft): unknown {
  if (input.as === 'number') return String(draft).trim() !== '' && Number.isFinite(Number(draft)) ? Number(draft) : draft
  if (input.as === 'list')
    return [draft]
      .flat()
      .flatMap((text) => String(text).split('\n'))
      .map((text) => text.trim())
      .filter(Boolean)
  return draft
}
