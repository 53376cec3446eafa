'use client'
import { type ReactNode, type Ref, useEffect, useId } from 'react'
import { useController, useFormContext } from 'react-hook-form'
import { FieldError } from '@/components/ui/field-error'
import { Hint } from '@/components/ui/hint'
import { Labelled } from '@/components/ui/labelled'
import { useFieldLabels } from './labels-context'

/** Spread onto Input and Textarea; for Select and others take `value`, `onChange` and spread `aria`. */
export interface Control {
  id: string
  name: string
  // biome-ignore lint/suspicious/noExplicitAny: the form's schema checks the value, not the control
  value: any
  onChange: (value: unknown) => void
  onBlur: () => void
  ref: Ref<never> & ((element: unknown) => void)
  'aria-invalid'?: boolean
  'aria-describedby'?: string
}

interface Props {
  name: string
  label: string
  hint?: ReactNode
  /** marks the label as optional */
  optional?: boolean
  /** at the right of the label, such as what a choice resolves to */
  aside?: ReactNode
  className?: string
  children: (control: Control) => ReactNode
}

/** A field: label above, control, then the error or the hint, connected for screen readers. */
export function Field({ name, label, hint, optional, aside, className, children }: Props) {
  const id = useId()
  const { control } = useFormContext()
  const { field, fieldState } = useController({ name, control })
  const labels = useFieldLabels()
  useEffect(() => {
    labels.set(name, label)
    return () => void labels.delete(name)
  }, [labels, name, label])
  const problem = fieldState.error?.message ?? firstMessage(fieldState.error)
  const describedBy = problem !== undefined || hint !== undefined ? `${id}-note` : undefined
  return (
    <Labelled label={label} htmlFor={id} optional={optional} aside={aside} className={className}>
      {children({
        id,
        name,
        value: field.value,
        onChange: field.onChange,
        onBlur: field.onBlur,
        ref: field.ref,
        'aria-invalid': problem !== undefined || undefined,
        'aria-describedby': describedBy,
      })}
      {problem !== undefined ? (
        <FieldError id={describedBy}>{problem}</FieldError>
      ) : (
        hint !== undefined && (
          <Hint as="div" id={describedBy}>
            {hint}
          </Hint>
        )
      )}
    </Labelled>
  )
}

/** An error inside a list, such as one wrong line, is shown as the error of the whole field. */
function firstMessage(error: unknown): string | undefined {
  if (!error || typeof error !== 'object') return undefined
  for (const inner of Object.values(error)) {
    const message = (inner as { message?: unknown } | undefined)?.message
    if (typeof message === 'string') return message
  }
  return undefined
}
