'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { MultiSelect } from '@/components/ui/multi-select'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import { Tabs } from '@/components/ui/tabs'
import { Pair, Specimen, WideSpecimen } from './specimen'

const values = ['first', 'second', 'third'] as const
type Value = (typeof values)[number]

export function Selections() {
  return (
    <>
      <Pair>
        <Selects />
      </Pair>
      <Checks />
      <Views />
    </>
  )
}

function useOptions() {
  const t = useTranslations('adminDesign.sample')
  return values.map((value) => ({ value, label: t(`options.${value}`) }))
}

function Selects() {
  const t = useTranslations('adminDesign.sample')
  const options = useOptions()
  const [value, setValue] = useState<Value>('first')
  const [several, setSeveral] = useState<string[]>([t('options.first')])
  const shared = { options, value, onValueChange: setValue, 'aria-label': t('group') }
  return (
    <>
      <WideSpecimen state="state.default">
        <Select {...shared} />
      </WideSpecimen>
      <WideSpecimen state="state.placeholder">
        <Select {...shared} value={null} placeholder={t('group')} />
      </WideSpecimen>
      <WideSpecimen state="state.disabled">
        <Select {...shared} disabled />
      </WideSpecimen>
      <WideSpecimen state="state.invalid">
        <Select {...shared} aria-invalid />
      </WideSpecimen>
      <WideSpecimen state="state.small">
        <Select {...shared} size="s" />
      </WideSpecimen>
      <WideSpecimen state="state.chips">
        <MultiSelect
          aria-label={t('group')}
          options={options.map(({ label }) => label)}
          value={several}
          onValueChange={setSeveral}
          placeholder={t('group')}
        />
      </WideSpecimen>
    </>
  )
}

function Checks() {
  const t = useTranslations('adminDesign.sample')
  const [on, setOn] = useState(true)
  const shared = { checked: on, onCheckedChange: setOn, children: t('agree') }
  return (
    <Pair>
      <Specimen state="state.default">
        <Checkbox {...shared} />
      </Specimen>
      <Specimen state="state.default">
        <Switch {...shared} />
      </Specimen>
      <Specimen state="state.off">
        <Checkbox {...shared} checked={!on} />
      </Specimen>
      <Specimen state="state.off">
        <Switch {...shared} checked={!on} />
      </Specimen>
      <Specimen state="state.disabled">
        <Checkbox {...shared} disabled />
      </Specimen>
      <Specimen state="state.disabled">
        <Switch {...shared} disabled />
      </Specimen>
      <Specimen state="state.mixed">
        <Checkbox {...shared} indeterminate />
      </Specimen>
      <Specimen state="state.invalid">
        <Checkbox {...shared} aria-invalid />
      </Specimen>
    </Pair>
  )
}

function Views() {
  const t = useTranslations('adminDesign.sample')
  const options = useOptions()
  const [value, setValue] = useState<Value>('first')
  const tabs = options.map((option) => ({ ...option, content: <p className="pt-2 text-[13px]">{option.label}</p> }))
  return (
    <>
      <Specimen state="state.bar">
        <Segmented aria-label={t('group')} options={options} value={value} onValueChange={setValue} />
      </Specimen>
      <WideSpecimen state="state.field">
        <Segmented look="field" aria-label={t('group')} options={options} value={value} onValueChange={setValue} />
      </WideSpecimen>
      <WideSpecimen state="state.tabs">
        <Tabs aria-label={t('group')} tabs={tabs} value={value} onValueChange={setValue} />
      </WideSpecimen>
    </>
  )
}
