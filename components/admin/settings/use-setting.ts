'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useErrorText } from '@/components/ui/error-text'
import { notify } from '@/components/ui/toast'
import { settingsApi, settingsQuery } from '@/lib/queries/admin-settings'
import { isApiError } from '@/lib/queries/fetcher'
import type { SettingLine } from '@/lib/settings/schema'
import { draftOfSetting, type SettingDraft, valueOfDraft } from './setting-draft'

/** One setting while it is edited: what is shown, whether it differs from what is stored, and how it is stored. */
export function useSetting(line: SettingLine, value: unknown) {
  const t = useTranslations('adminSettings')
  const errorText = useErrorText()
  const client = useQueryClient()
  const stored = draftOfSetting(value)
  const [draft, setDraft] = useState<SettingDraft>()
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const shown = draft ?? stored
  const store = async (next: unknown) => {
    setBusy(true)
    setProblem(undefined)
    try {
      client.setQueryData(settingsQuery.queryKey, await settingsApi.change({ [line.name]: next }))
      setDraft(undefined)
      notify.done(t('saved'))
    } catch (error) {
      setProblem(isApiError(error) ? (error.fields?.[line.name] ?? errorText(error)) : errorText(error))
    } finally {
      setBusy(false)
    }
  }
  return {
    draft: shown,
    dirty: draft !== undefined && JSON.stringify(draft) !== JSON.stringify(stored),
    problem,
    busy,
    change: setDraft,
    cancel: () => setDraft(undefined),
    save: () => void store(valueOfDraft(line, shown)),
    toDefault: () => void store(null),
  }
}
