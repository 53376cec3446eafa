import 'server-only'
import type { Scenario } from '@/lib/conversations/schema'
import { settings } from '@/lib/settings/settings'

const promptSettings = {
  science: 'promptScience',
  code: 'promptCode',
  writing: 'promptWriting',
  data: 'promptData',
  translate: 'promptTranslate',
  general: 'promptGeneral',
} as const satisfies Record<Scenario, string>

/** The scenario's system prompt as operators have set it; null where they emptied it. */
export const promptOf = (scenario: Scenario): string | null => settings()[promptSettings[scenario]] || null
