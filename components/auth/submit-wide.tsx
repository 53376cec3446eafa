'use client'
import type { ReactNode } from 'react'
import { useFormContext } from 'react-hook-form'
import { Button } from '@/components/ui/button'
import { FieldError } from '@/components/ui/field-error'

/** The submit button, and above it the error that belongs to no field. */
export function SubmitWide({ children }: { children: ReactNode }) {
  const { formState } = useFormContext()
  return (
    <>
      {formState.errors.root?.message !== undefined && <FieldError role="alert">{formState.errors.root.message}</FieldError>}
      <Button type="submit" variant="primary" size="l" wide busy={formState.isSubmitting}>
        {children}
      </Button>
    </>
  )
}
