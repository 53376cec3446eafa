'use client'
import { CircleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, type Ref, useEffect, useId } from 'react'
import { useController, useFormContext } from 'react-hook-form'
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
  const t = useTranslations('common')
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
    <div className={`field ${className ?? ''}`}>
      <div className="field-label">
        <label htmlFor={id}>{label}</label>
        {optional && <span className="opt">{t('optional')}</span>}
        {aside !== undefined && <span className="opt ml-auto text-right">{aside}</span>}
      </div>
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
        <p className="error" id={describedBy}>
          <CircleAlert aria-hidden />
          <span>{problem}</span>
        </p>
      ) : (
        hint !== undefined && (
          <div className="hint" id={describedBy}>
            {hint}
          </div>
        )
      )}
    </div>
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
