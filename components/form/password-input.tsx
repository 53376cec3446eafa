'use client'
import clsx from 'clsx'
import { Eye, EyeOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ComponentProps, useState } from 'react'
import { buttonVariants } from '@/components/ui/button'
import { bareInput, inputVariants } from '@/components/ui/input'

/** Pasting is allowed, and the eye shows what was typed. */
export function PasswordInput(props: ComponentProps<'input'>) {
  const t = useTranslations('common')
  const [shown, setShown] = useState(false)
  return (
    <div data-slot="input" className={clsx(inputVariants(), 'pr-1!')}>
      <input {...props} className={bareInput} type={shown ? 'text' : 'password'} />
      <button
        type="button"
        className={buttonVariants({ variant: 'ghost', size: 'icon' })}
        aria-label={shown ? t('hidePassword') : t('showPassword')}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
      >
        {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
      </button>
    </div>
  )
}
