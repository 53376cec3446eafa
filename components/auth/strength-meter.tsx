'use client'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'

const steps = [1, 2, 3, 4] as const

/** Rates a password from 0 to 4 by length and variety. It is a hint; the server decides. */
function passwordStrength(password: string): number {
  if (password.length === 0) return 0
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z0-9]/].filter((kind) => kind.test(password)).length
  const different = new Set(password).size
  const points = Math.min(password.length, different * 2) + kinds * 2
  return points < 10 ? 1 : points < 14 ? 2 : points < 18 ? 3 : 4
}

export function StrengthMeter({ password, minLength }: { password: string; minLength: number }) {
  const t = useTranslations('auth')
  const strength = passwordStrength(password)
  if (strength === 0) return t('passwordHint', { size: minLength })
  return (
    <>
      <span className="mr-2 inline-flex w-24 gap-1 align-middle" aria-hidden>
        {steps.map((step) => (
          <i key={step} className={clsx('h-[3px] flex-1 rounded-full', step <= strength ? 'bg-ok' : 'bg-line')} />
        ))}
      </span>
      {t(`strength${strength as 1 | 2 | 3 | 4}`, { size: password.length })}
    </>
  )
}
