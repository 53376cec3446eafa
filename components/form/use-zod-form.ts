'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useTranslations } from 'next-intl'
import { type DefaultValues, type FieldValues, type UseFormReturn, useForm } from 'react-hook-form'
import type * as z from 'zod'

type Issue = z.core.$ZodRawIssue

/** A form whose rules are the zod schema; messages that the schema does not word itself come from `common.validation`. */
export function useZodForm<In extends FieldValues, Out extends FieldValues>(
  schema: z.ZodType<Out, In>,
  defaultValues: DefaultValues<In>,
): UseFormReturn<In, unknown, Out> {
  const t = useTranslations('common.validation')
  const word = (issue: Issue): string => {
    const size = 'minimum' in issue ? Number(issue.minimum) : 'maximum' in issue ? Number(issue.maximum) : 0
    const text = issue.origin === 'string'
    if (issue.code === 'invalid_type' || (issue.code === 'too_small' && text && size <= 1)) return t('required')
    if (issue.code === 'too_small') return text ? t('tooShort', { size }) : t('tooSmall', { size })
    if (issue.code === 'too_big') return text ? t('tooLong', { size }) : t('tooBig', { size })
    if (issue.code === 'invalid_format') return t(issue.format === 'email' ? 'email' : issue.format === 'url' ? 'url' : 'format')
    return t('invalid')
  }
  return useForm<In, unknown, Out>({
    resolver: zodResolver(schema, { error: word }),
    defaultValues,
    // Fields are checked when the form is sent, and then while typing. An error that appears on blur would move the button away from the
    // pointer.
    mode: 'onSubmit',
  })
}
