'use client'
import { useTranslations } from 'next-intl'
import { passwordStrength } from './password-strength'

const steps = [1, 2, 3, 4] as const

export function StrengthMeter({ password, minLength }: { password: string; minLength: number }) {
  const t = useTranslations('auth')
  const strength = passwordStrength(password)
  if (strength === 0) return t('passwordHint', { size: minLength })
  return (
    <>
      <span className="meter" aria-hidden>
        {steps.map((step) => (
          <i key={step} className={step <= strength ? 'on' : undefined} />
        ))}
      </span>
      {t(`strength${strength as 1 | 2 | 3 | 4}`, { size: password.length })}
    </>
  )
}
