'use client'
import { Eye, EyeOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ComponentProps, useState } from 'react'
import { Button } from '@/components/ui/button'
import { bareInput, inputVariants } from '@/components/ui/input'
import { useTypedBefore } from '@/components/ui/use-typed-before'

/** Pasting is allowed, and the eye shows what was typed. */
export function PasswordInput({ ref, ...rest }: ComponentProps<'input'>) {
  const t = useTranslations('common')
  const [shown, setShown] = useState(false)
  const typed = useTypedBefore(rest, ref)
  return (
    <div data-slot="input" className={inputVariants()}>
      <input ref={typed} {...rest} className={bareInput} type={shown ? 'text' : 'password'} />
      <Button
        variant="ghost"
        size="icon"
        className="-mr-1.5"
        icon={shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        aria-label={shown ? t('hidePassword') : t('showPassword')}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
      />
    </div>
  )
}
