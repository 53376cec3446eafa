'use client'
import { Minus, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ComponentProps } from 'react'
import { bareInput, inputVariants } from './input'

const step = 'grid h-full w-9 flex-none place-items-center text-ink-2 border-line focus-visible:shadow-inside [&>svg]:size-3.5'

interface Props extends Omit<ComponentProps<'input'>, 'value' | 'onChange'> {
  value: number
  onChange: (value: number) => void
  min?: number
  max?: number
}

/** A small whole number with minus and plus; typing and the arrow keys work too. */
export function NumberStep({ value, onChange, min = 0, max = 100, ...rest }: Props) {
  const t = useTranslations('common')
  const set = (next: number) => onChange(Math.min(max, Math.max(min, next)))
  return (
    <div data-slot="input" className={inputVariants({ size: 'step' })}>
      <button type="button" className={`${step} border-r`} aria-label={t('less')} onClick={() => set(value - 1)} disabled={value <= min}>
        <Minus aria-hidden />
      </button>
      <input
        {...rest}
        className={`text-center ${bareInput}`}
        inputMode="numeric"
        value={value}
        onChange={(event) => set(Number(event.target.value.replace(/\D/g, '')) || min)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowUp') set(value + 1)
          if (event.key === 'ArrowDown') set(value - 1)
        }}
      />
      <button type="button" className={`${step} border-l`} aria-label={t('more')} onClick={() => set(value + 1)} disabled={value >= max}>
        <Plus aria-hidden />
      </button>
    </div>
  )
}
