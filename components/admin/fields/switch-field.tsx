'use client'
import { Field } from '@/components/form/field'
import { Switch } from '@/components/ui/switch'

interface Props {
  name: string
  label: string
  hint?: string
  /** beside the switch: what its state means */
  on: string
  off: string
  className?: string
}

/** A field that is on or off. */
export function SwitchField({ name, label, hint, on, off, className }: Props) {
  return (
    <Field name={name} label={label} hint={hint} className={className}>
      {({ id, value, onChange }) => (
        <Switch id={id} checked={value} onCheckedChange={onChange}>
          {value ? on : off}
        </Switch>
      )}
    </Field>
  )
}
