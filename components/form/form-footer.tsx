'use client'
import { TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useFormContext } from 'react-hook-form'
import { Button } from '@/components/ui/button'
import { useFieldLabels } from './labels-context'

interface Props {
  submit: string
  onCancel?: () => void
  /** shown at the left while nothing is wrong */
  children?: ReactNode
  danger?: boolean
  /** false: the form may be submitted without a change */
  needsChange?: boolean
}

/** The submit button is always enabled. To its left stands what is wrong, with a link to the field. */
export function FormFooter({ submit, onCancel, children, danger, needsChange }: Props) {
  const t = useTranslations('common')
  const labels = useFieldLabels()
  const { formState, setFocus } = useFormContext()
  const { root, ...fields } = formState.errors
  const wrong = Object.keys(fields)
  const first = wrong[0]
  return (
    <div className="form-foot">
      <div className="sum" aria-live="polite">
        {first !== undefined ? (
          <p className="error">
            <TriangleAlert aria-hidden />
            <span>
              {t('needsFixing', { count: wrong.length })}{' '}
              <button type="button" onClick={() => setFocus(first)}>
                {labels.get(first) ?? first}
              </button>
            </span>
          </p>
        ) : root?.message !== undefined ? (
          <p className="error" role="alert">
            <TriangleAlert aria-hidden />
            <span>{root.message}</span>
          </p>
        ) : (
          children
        )}
      </div>
      {onCancel && <Button onClick={onCancel}>{t('cancel')}</Button>}
      <Button
        type="submit"
        variant={danger ? 'danger' : 'primary'}
        busy={formState.isSubmitting}
        disabled={needsChange && !formState.isDirty}
      >
        {submit}
      </Button>
    </div>
  )
}
