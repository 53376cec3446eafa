import * as z from 'zod'

const input = z.union([
  z.object({ as: z.enum(['number', 'text', 'paragraph', 'switch', 'money', 'list']) }),
  z.object({ as: z.enum(['choice', 'choices']), of: z.array(z.string()) }),
])

/** One line of the settings page. */
const settingLine = z.object({
  name: z.string(),
  group: z.string(),
  meaning: z.object({ zh: z.string(), en: z.string() }),
  default: z.unknown(),
  input,
  /** Somebody chose its value. */
  chosen: z.boolean(),
  readOnly: z.boolean(),
})
export type SettingLine = z.infer<typeof settingLine>

/** Values by name, and what the page needs to know of each. */
export const settingsAnswer = z.object({ settings: z.record(z.string(), z.unknown()), table: z.array(settingLine) })
export type SettingsAnswer = z.infer<typeof settingsAnswer>
