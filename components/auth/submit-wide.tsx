'use client'
import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFormContext } from 'react-hook-form'
import { Button } from '@/components/ui/button'

/** The submit button, and above it the error that belongs to no field. */
export function SubmitWide({ children }: { children: ReactNode }) {
  const { formState } = useFormContext()
  return (
    <>
      {formState.errors.root?.message !== undefined && (
        <p className="error" role="alert">
          <CircleAlert aria-hidden />
          <span>{formState.errors.root.message}</span>
        </p>
      )}
      <Button type="submit" variant="primary" className="btn-wide" busy={formState.isSubmitting}>
        {children}
      </Button>
    </>
  )
}
