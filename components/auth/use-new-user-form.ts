'use client'
import { useTranslations } from 'next-intl'
import { useSite } from '@/components/ui/site-context'
import { checkNewUser, type RegistrationForm } from './check-new-user'
import { useCheckedForm } from './use-checked-form'

export function useNewUserForm(referralCode = '') {
  const t = useTranslations()
  const { passwordMinLength } = useSite()
  const words = {
    required: () => t('common.validation.required'),
    tooShort: (size: number) => t('common.validation.tooShort', { size }),
    tooLong: (size: number) => t('common.validation.tooLong', { size }),
    email: () => t('common.validation.email'),
    username: () => t('auth.usernameRule'),
    mismatch: () => t('auth.mismatch'),
  }
  return useCheckedForm<RegistrationForm>({ username: '', password: '', again: '', email: '', referralCode }, (user) => {
    const problems = Object.entries(checkNewUser(user, passwordMinLength))
    return Object.fromEntries(problems.map(([name, { problem, size = 0 }]) => [name, words[problem](size)]))
  })
}
