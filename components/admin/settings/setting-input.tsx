'use client'
import { useTranslations } from 'next-intl'
import { Checkbox } from '@/components/ui/checkbox'
import { Input, Textarea } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import type { SettingLine } from '@/lib/settings/schema'

export type Draft = string | boolean | string[]

export function draftOf(value: unknown): Draft {
  if (typeof value === 'boolean') return value
  return Array.isArray(value) ? value.map(String) : String(value ?? '')
}

/** Converts the text to what is sent: a number where it is one, money as its digits, lists line by line. */
export function valueOfDraft({ input }: SettingLine, draft: Draft): unknown {
  if (input.as === 'number') return String(draft).trim() !== '' && Number.isFinite(Number(draft)) ? Number(draft) : draft
  if (input.as === 'list')
    return [draft]
      .flat()
      .flatMap((text) => String(text).split('\n'))
      .map((text) => text.trim())
      .filter(Boolean)
  return draft
}

/** The name of a choice's or a switch's value. */
export function useSettingWord() {
  const t = useTranslations('adminSettings')
  return (value: string) => (t.has(`values.${value}`) ? t(`values.${value}`) : value)
}

interface Props {
  id: string
  line: SettingLine
  draft: Draft
  onChange(draft: Draft): void
  describedBy?: string
}

export function SettingInput({ id, line, draft, onChange, describedBy }: Props) {
  const t = useTranslations('adminSettings')
  const { input } = line
  const word = useSettingWord()
  const shared = { id, disabled: line.readOnly, 'aria-describedby': describedBy, 'aria-invalid': describedBy ? true : undefined }
  switch (input.as) {
    case 'choice':
      return (
        <Select
          id={id}
          disabled={line.readOnly}
          options={input.of.map((value) => ({ value, label: word(value) }))}
          value={String(draft)}
          onValueChange={onChange}
        />
      )
    case 'choices': {
      const chosen = Array.isArray(draft) ? draft : []
      return (
        <span id={id} className="flex flex-wrap gap-3">
          {input.of.map((value) => (
            <Checkbox
              key={value}
              disabled={line.readOnly}
              checked={chosen.includes(value)}
              onCheckedChange={(on) => onChange(input.of.filter((one) => (one === value ? on : chosen.includes(one))))}
            >
              {word(value)}
            </Checkbox>
          ))}
        </span>
      )
    }
    case 'switch':
      return (
        <Switch id={id} disabled={line.readOnly} checked={draft === true} onCheckedChange={onChange}>
          {word(String(draft))}
        </Switch>
      )
    case 'list':
      return (
        <Textarea
          {...shared}
          rows={Math.max(2, [draft].flat().length)}
          placeholder={t('oneALine')}
          value={[draft].flat().join('\n')}
          onChange={(event) => onChange(event.target.value.split('\n'))}
        />
      )
    default:
      return (
        <Input
          {...shared}
          inputMode={input.as === 'text' ? undefined : 'decimal'}
          value={String(draft)}
          onChange={(event) => onChange(event.target.value)}
        />
      )
  }
}
