'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ChipsInput } from '@/components/admin/models/form/chips-input'
import { PasswordInput } from '@/components/form/password-input'
import { Input, Textarea } from '@/components/ui/input'
import { Labelled } from '@/components/ui/labelled'
import { NumberStep } from '@/components/ui/number-step'
import { Pair, WideSpecimen } from './specimen'

export function Fields() {
  const t = useTranslations('adminDesign.sample')
  const named = { 'aria-label': t('name') }
  return (
    <Pair>
      <WideSpecimen state="state.default">
        <Input {...named} defaultValue={t('value')} />
      </WideSpecimen>
      <WideSpecimen state="state.placeholder">
        <Input {...named} placeholder={t('value')} />
      </WideSpecimen>
      <WideSpecimen state="state.focus">
        <Input {...named} defaultValue={t('value')} data-popup-open />
      </WideSpecimen>
      <WideSpecimen state="state.disabled">
        <Input {...named} defaultValue={t('value')} disabled />
      </WideSpecimen>
      <WideSpecimen state="state.invalid">
        <Input {...named} defaultValue={t('value')} aria-invalid />
      </WideSpecimen>
      <WideSpecimen state="state.units">
        <Input {...named} before="¥" after="token" defaultValue="12.50" />
      </WideSpecimen>
      <WideSpecimen state="state.small">
        <Input {...named} size="s" defaultValue={t('value')} />
      </WideSpecimen>
      <WideSpecimen state="state.password">
        <PasswordInput {...named} defaultValue="secret" autoComplete="off" />
      </WideSpecimen>
      <More />
    </Pair>
  )
}

/** Those that need a state of their own. */
function More() {
  const t = useTranslations('adminDesign.sample')
  const [count, setCount] = useState(3)
  const [words, setWords] = useState(['glm-5.1', 'deepseek-v3.2'])
  return (
    <>
      <WideSpecimen state="state.number">
        <NumberStep aria-label={t('calls')} value={count} onChange={setCount} max={9} />
      </WideSpecimen>
      <WideSpecimen state="state.chips">
        <ChipsInput
          id=""
          aria-label={t('name')}
          value={words}
          onChange={setWords}
          onBlur={() => undefined}
          ref={() => undefined}
          suggestions={['qwen3-max']}
        />
      </WideSpecimen>
      <WideSpecimen state="state.text">
        <Textarea aria-label={t('note')} defaultValue={t('long')} />
      </WideSpecimen>
      <WideSpecimen state="state.labelled">
        <Labelled label={t('name')} optional>
          <Input aria-label={t('name')} defaultValue={t('value')} />
        </Labelled>
      </WideSpecimen>
    </>
  )
}
