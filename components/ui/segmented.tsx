'use client'
import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import type { ReactNode } from 'react'

interface Props<Value extends string> {
  options: readonly { value: Value; label: ReactNode }[]
  value: Value | null
  onValueChange: (value: Value) => void
  /** `bar` for views of the same data, `field` (full width, in forms) for presets */
  look?: 'bar' | 'field'
  id?: string
  'aria-label'?: string
  'aria-labelledby'?: string
}

/** Chooses one of a few options that are all visible. The arrow keys move the choice. */
export function Segmented<Value extends string>({ options, look = 'bar', value, ...group }: Props<Value>) {
  return (
    <RadioGroup
      {...group} // null means that nothing is chosen yet; undefined would make the control uncontrolled
      value={value as Value}
      className={look === 'bar' ? 'seg' : 'pick'}
    >
      {options.map((option) => (
        <Radio.Root key={option.value} value={option.value}>
          {option.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  )
}
