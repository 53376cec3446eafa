'use client'
import { Field } from '@/components/form/field'
import { type Option, Select } from '@/components/ui/select'

interface Props {
  name: string
  label: string
  hint?: string | undefined
  optional?: boolean
  options: readonly Option[]
  /** what else follows from a choice */
  onChoose?: (value: string) => void
}

/** A field that chooses one of a list. */
export function SelectField({ name, label, hint, optional, options, onChoose }: Props) {
  return (
    <Field name={name} label={label} hint={hint} optional={optional}>
      {({ onChange, ...control }) => (
        <Select
          {...control}
          options={options}
          onValueChange={(value) => {
            onChoose?.(value)
            onChange(value)
          }}
        />
      )}
    </Field>
  )
}
