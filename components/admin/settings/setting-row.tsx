'use client'
import { RotateCcw } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useId } from 'react'
import { Setting } from '@/components/shared/setting'
import { Button } from '@/components/ui/button'
import { FieldError } from '@/components/ui/field-error'
import { Hint } from '@/components/ui/hint'
import { Tag } from '@/components/ui/tag'
import type { SettingLine } from '@/lib/settings/schema'
import { SettingInput } from './setting-input'
import { useSettingWord } from './setting-word'
import { useSetting } from './use-setting'

/** One setting: what it means and its default at the left, its control at the right. */
export function SettingRow({ line, value }: { line: SettingLine; value: unknown }) {
  const t = useTranslations('adminSettings')
  const locale = useLocale()
  const word = useSettingWord()
  const id = useId()
  return (
    <Setting control={<SettingControl id={id} line={line} value={value} />}>
      <label id={`${id}-name`} htmlFor={id} className="block">
        {locale === 'en' ? line.meaning.en : line.meaning.zh}
      </label>
      <Hint>
        <code>{line.name}</code> · {t('default', { value: defaultText(line, word) || t('none') })}{' '}
        {line.readOnly && <Tag>{t('fromFile')}</Tag>}
      </Hint>
    </Setting>
  )
}

function SettingControl({ id, line, value }: { id: string; line: SettingLine; value: unknown }) {
  const t = useTranslations('adminSettings')
  const { draft, dirty, problem, busy, change, cancel, save, toDefault } = useSetting(line, value)
  const problemId = problem === undefined ? undefined : `${id}-problem`
  const toDefaultWords = t('toDefault', { name: line.name })
  return (
    <form
      className="contents"
      onSubmit={(event) => {
        event.preventDefault()
        if (dirty) save()
      }}
    >
      <SettingInput id={id} line={line} draft={draft} onChange={change} describedBy={problemId} />
      {dirty && (
        <>
          <Button type="submit" size="s" variant="primary" busy={busy}>
            {t('save')}
          </Button>
          <Button size="s" onClick={cancel}>
            {t('cancel')}
          </Button>
        </>
      )}
      {!dirty && line.chosen && !line.readOnly && (
        <Button
          variant="ghost"
          size="icon"
          aria-label={toDefaultWords}
          title={toDefaultWords}
          icon={<RotateCcw aria-hidden />}
          onClick={toDefault}
        />
      )}
      {problem !== undefined && (
        <FieldError className="w-full" id={problemId} role="alert">
          {problem}
        </FieldError>
      )}
    </form>
  )
}

function defaultText({ default: value, input }: SettingLine, word: (value: string) => string): string {
  const values = [value].flat().map(String)
  const named = input.as === 'switch' || input.as === 'choice' || input.as === 'choices'
  return (named ? values.map(word) : values).join(', ')
}
