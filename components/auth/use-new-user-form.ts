'use client'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { useZodForm } from '@/components/form/use-zod-form'
import { useSite } from '@/components/layout/site-context'
import { newUserSchema } from './new-user-schema'

export function useNewUserForm(referralCode = '') {
  const t = useTranslations('auth')
  const { passwordMinLength } = useSite()
  const schema = useMemo(
    () => newUserSchema(passwordMinLength, { username: t('usernameRule'), mismatch: t('mismatch') }),
    [passwordMinLength, t],
  )
  return useZodForm(schema, { username: '', password: '', again: '', email: '', referralCode })
}
