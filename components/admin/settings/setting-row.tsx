'use client'
import { useQueryClient } from '@tanstack/react-query'
import { RotateCcw } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { useErrorText } from '@/components/ui/error-text'
import { Tag } from '@/components/ui/tag'
import { notify } from '@/components/ui/toast'
import { settingsApi, settingsQuery } from '@/lib/queries/admin-settings'
import { isApiError } from '@/lib/queries/fetcher'
import type { SettingLine } from '@/lib/settings/schema'
import { type Draft, draftOf, SettingInput, useSettingWord, valueOfDraft } from './setting-input'

export function SettingRow({ line, value }: { line: SettingLine; value: unknown }) {
  const t = useTranslations('adminSettings')
  const locale = useLocale()
  const errorText = useErrorText()
  const word = useSettingWord()
  const client = useQueryClient()
  const id = useId()
  const stored = draftOf(value)
  const [draft, setDraft] = useState<Draft>()
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const shown = draft ?? stored
  const dirty = draft !== undefined && JSON.stringify(draft) !== JSON.stringify(stored)
  const save = async (next: unknown) => {
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
  return (
    <li className="setting">
      <div className="min-w-0">
        <label htmlFor={id} className="block">
          {locale === 'en' ? line.meaning.en : line.meaning.zh}
        </label>
        <p className="hint">
          <code>{line.name}</code> · {t('default', { value: defaultText(line, word) || t('none') })}{' '}
          {line.readOnly && <Tag>{t('fromFile')}</Tag>}
        </p>
      </div>
      <form
        className="setting-control"
        onSubmit={(event) => {
          event.preventDefault()
          if (dirty) void save(valueOfDraft(line, shown))
        }}
      >
        <SettingInput id={id} line={line} draft={shown} onChange={setDraft} describedBy={problem ? `${id}-problem` : undefined} />
        {dirty && (
          <>
            <Button type="submit" size="s" variant="primary" busy={busy}>
              {t('save')}
            </Button>
            <Button size="s" onClick={() => setDraft(undefined)}>
              {t('cancel')}
            </Button>
          </>
        )}
        {!dirty && line.chosen && !line.readOnly && (
          <Button
            variant="ghost"
            size="icon"
            aria-label={t('toDefault', { name: line.name })}
            title={t('toDefault', { name: line.name })}
            icon={<RotateCcw aria-hidden />}
            onClick={() => void save(null)}
          />
        )}
        {problem !== undefined && (
          <p className="error" id={`${id}-problem`} role="alert">
            {problem}
          </p>
        )}
      </form>
    </li>
  )
}

function defaultText({ default: value, input }: SettingLine, word: (value: string) => string): string {
  const values = [value].flat().map(String)
  const named = input.as === 'switch' || input.as === 'choice' || input.as === 'choices'
  return (named ? values.map(word) : values).join(', ')
}
