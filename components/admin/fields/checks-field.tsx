'use client'
import { Field } from '@/components/form/field'
import { Checkbox } from '@/components/ui/checkbox'

interface Props<Value extends string> {
  name: string
  label: string
  hint?: string
  optional?: boolean
  options: readonly Value[]
  word: (value: Value) => string
}

/** A field that ticks some of a few values. They are kept in the order of `options`. */
export function ChecksField<Value extends string>({ name, label, hint, optional, options, word }: Props<Value>) {
  return (
    <Field name={name} label={label} hint={hint} optional={optional}>
      {({ id, value, onChange }) => (
        <fieldset id={id} aria-label={label} className="flex flex-wrap gap-x-4 gap-y-3">
          {options.map((option) => (
            <Checkbox
              key={option}
              checked={value.includes(option)}
              onCheckedChange={(on) => onChange(options.filter((one) => (one === option ? on : value.includes(one))))}
            >
              {word(option)}
            </Checkbox>
          ))}
        </fieldset>
      )}
    </Field>
  )
}
