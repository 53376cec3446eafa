'use client'
import { Eye, EyeOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ComponentProps, useState } from 'react'

/** Pasting is allowed, and the eye shows what was typed. */
export function PasswordInput(props: ComponentProps<'input'>) {
  const t = useTranslations('common')
  const [shown, setShown] = useState(false)
  return (
    <div className="input pr-1!">
      <input {...props} type={shown ? 'text' : 'password'} />
      <button
        type="button"
        className="btn btn-s btn-icon btn-ghost"
        aria-label={shown ? t('hidePassword') : t('showPassword')}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
      >
        {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
      </button>
    </div>
  )
}
