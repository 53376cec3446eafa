'use client'
import { useTranslations } from 'next-intl'
import { Checkbox } from '@/components/ui/checkbox'
import { Input, Textarea } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import type { SettingLine } from '@/lib/settings/schema'
import type { SettingDraft } from './setting-draft'
import { useSettingWord } from './setting-word'

interface Props {
  id: string
  line: SettingLine
  draft: SettingDraft
  onChange(draft: SettingDraft): void
  describedBy?: string | undefined
}

/** The control of a setting: what its table says that it is entered as. */
export function SettingInput({ id, line, draft, onChange, describedBy }: Props) {
  const t = useTranslations('adminSettings')
  const word = useSettingWord()
  const { input, readOnly: disabled } = line
  const shared = { id, disabled, 'aria-describedby': describedBy, 'aria-invalid': describedBy ? true : undefined }
  switch (input.as) {
    case 'choice': {
      const options = input.of.map((value) => ({ value, label: word(value) }))
      return <Select id={id} disabled={disabled} options={options} value={String(draft)} onValueChange={onChange} />
    }
    case 'choices':
      return <Choices id={id} disabled={disabled} options={input.of} draft={draft} onChange={onChange} />
    case 'switch':
      return (
        <Switch id={id} disabled={disabled} checked={draft === true} onCheckedChange={onChange}>
          {word(String(draft))}
        </Switch>
      )
    case 'list': {
      const lines = [draft].flat()
      return (
        <Textarea
          {...shared}
          rows={Math.max(2, lines.length)}
          placeholder={t('oneALine')}
          value={lines.join('\n')}
          onChange={(event) => onChange(event.target.value.split('\n'))}
        />
      )
    }
    case 'paragraph':
      return <Textarea {...shared} rows={4} value={String(draft)} onChange={(event) => onChange(event.target.value)} />
    default: {
      const keys = input.as === 'text' ? undefined : 'decimal'
      return <Input {...shared} inputMode={keys} value={String(draft)} onChange={(event) => onChange(event.target.value)} />
    }
  }
}

interface ChoicesProps extends Pick<Props, 'id' | 'draft' | 'onChange'> {
  disabled: boolean
  options: readonly string[]
}

function Choices({ id, disabled, options, draft, onChange }: ChoicesProps) {
  const word = useSettingWord()
  const chosen = Array.isArray(draft) ? draft : []
  return (
    <fieldset id={id} aria-labelledby={`${id}-name`} className="flex flex-wrap gap-3">
      {options.map((value) => (
        <Checkbox
          key={value}
          disabled={disabled}
          checked={chosen.includes(value)}
          onCheckedChange={(on) => onChange(options.filter((one) => (one === value ? on : chosen.includes(one))))}
        >
          {word(value)}
        </Checkbox>
      ))}
    </fieldset>
  )
}
