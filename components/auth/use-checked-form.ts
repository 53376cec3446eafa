'use client'
import { type DefaultValues, type FieldErrors, type FieldValues, type UseFormReturn, useForm } from 'react-hook-form'

/** A form with a plain check instead of a schema, so that public pages need not load the schema library. */
export function useCheckedForm<Values extends FieldValues>(
  defaultValues: DefaultValues<Values>,
  check: (values: Values) => Partial<Record<keyof Values, string>>,
): UseFormReturn<Values, unknown, Values> {
  return useForm<Values, unknown, Values>({
    defaultValues,
    mode: 'onSubmit',
    resolver: (values) => {
      const found = Object.entries(check(values)).filter(([, message]) => message !== undefined)
      if (found.length === 0) return { values, errors: {} }
      return {
        values: {},
        errors: Object.fromEntries(found.map(([name, message]) => [name, { type: 'check', message }])) as FieldErrors<Values>,
      }
    },
  })
}
