'use client'
import { TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useFormContext } from 'react-hook-form'
import { Button } from '@/components/ui/button'
import { FieldError } from '@/components/ui/field-error'
import { useFieldLabels } from './labels-context'

interface Props {
  submit: string
  onCancel?: () => void
  /** shown at the left while nothing is wrong */
  children?: ReactNode
  /** false: the form may be submitted without a change */
  needsChange?: boolean
}

/** The submit button is always enabled. To its left stands what is wrong, with a link to the field. */
export function FormFooter({ submit, onCancel, children, needsChange }: Props) {
  const t = useTranslations('common')
  const labels = useFieldLabels()
  const { formState, setFocus } = useFormContext()
  const { root, ...fields } = formState.errors
  const wrong = Object.keys(fields)
  const first = wrong[0]
  return (
    <div data-slot="form-footer" className="flex min-w-0 flex-1 items-center gap-2.5 phone:flex-wrap">
      <div className="mr-auto min-w-0 phone:flex-[1_1_100%] phone:empty:hidden" aria-live="polite">
        {first !== undefined ? (
          <FieldError icon={<TriangleAlert aria-hidden />}>
            {t('needsFixing', { count: wrong.length })}{' '}
            <button type="button" className="underline underline-offset-3" onClick={() => setFocus(first)}>
              {labels.get(first) ?? first}
            </button>
          </FieldError>
        ) : root?.message !== undefined ? (
          <FieldError role="alert" icon={<TriangleAlert aria-hidden />}>
            {root.message}
          </FieldError>
        ) : (
          children
        )}
      </div>
      {onCancel && (
        <Button className="phone:flex-1" onClick={onCancel}>
          {t('cancel')}
        </Button>
      )}
      <Button
        type="submit"
        className="phone:flex-1"
        variant="primary"
        busy={formState.isSubmitting}
        disabled={needsChange && !formState.isDirty}
      >
        {submit}
      </Button>
    </div>
  )
}
