'use client'
import { type ReactNode, useRef, useState } from 'react'
import { type FieldValues, FormProvider, type Path, type UseFormReturn } from 'react-hook-form'
import { useErrorText } from '@/components/ui/error-text'
import { isApiError } from '@/lib/queries/fetcher'
import { formFields } from './form-fields'
import { FieldLabels } from './labels-context'

interface Props<In extends FieldValues, Out extends FieldValues> {
  form: UseFormReturn<In, unknown, Out>
  /** throws an ApiError to refuse: its `fields` are shown at theirs, the rest above the footer */
  onSubmit: (values: Out) => Promise<unknown>
  /** names of the API's fields that differ from the form's */
  rename?: Record<string, Path<In>>
  className?: string
  id?: string
  children: ReactNode
}

/** Submits one request at a time, shows the server's errors at their fields, and keeps everything that was typed. */
export function Form<In extends FieldValues, Out extends FieldValues>({ form, onSubmit, rename, className, id, children }: Props<In, Out>) {
  const [labels] = useState(() => new Map<string, string>())
  const text = useErrorText()
  // A ref changes at once; a second press may come before the form's state has changed.
  const busy = useRef(false)
  const submit = form.handleSubmit(async (values) => {
    try {
      await onSubmit(values)
    } catch (error) {
      const placed = isApiError(error) ? Object.entries(error.fields ?? {}) : []
      let found = false
      for (const [apiName, message] of placed) {
        const name = rename?.[apiName] ?? (apiName as Path<In>)
        if (!labels.has(name) && !labels.has(name.split('.')[0] ?? name)) continue
        form.setError(name, { type: 'server', message }, { shouldFocus: !found })
        found = true
      }
      if (!found) form.setError('root', { type: 'server', message: text(error) })
    }
  })
  return (
    <FormProvider {...form}>
      <FieldLabels value={labels}>
        <form
          id={id}
          className={className ?? formFields}
          noValidate
          // If the page is submitted before its script has loaded, POST keeps what was typed out of the address.
          method="post"
          onSubmit={(event) => {
            event.stopPropagation()
            event.preventDefault()
            if (busy.current) return
            busy.current = true
            void submit(event).finally(() => {
              busy.current = false
            })
          }}
        >
          {children}
        </form>
      </FieldLabels>
    </FormProvider>
  )
}
