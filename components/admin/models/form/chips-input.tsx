'use client'
import { Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Control } from '@/components/form/field'
import { inputVariants } from '@/components/ui/input'
import { chipInput, chipRemove } from '@/components/ui/multi-select'
import { tagVariants } from '@/components/ui/tag'

interface Props extends Omit<Control, 'value' | 'onChange' | 'name'> {
  value: string[]
  onChange: (value: string[]) => void
  placeholder?: string
  /** suggestions that are shown below and added by one press */
  suggestions?: readonly string[]
}

/** An input for free words, each shown as a chip. Enter, a comma or leaving the field adds one; Backspace removes the last. */
export function ChipsInput({ value, onChange, onBlur, placeholder, suggestions = [], ref, ...control }: Props) {
  const t = useTranslations('common')
  const [typed, setTyped] = useState('')
  const add = (text: string) => {
    const words = text.split(/[\s,，]+/).filter(Boolean)
    setTyped('')
    if (words.length > 0) onChange([...new Set([...value, ...words])])
  }
  const left = suggestions.filter((one) => !value.includes(one))
  return (
    <>
      <div data-slot="input" className={inputVariants({ size: 'chips' })}>
        {value.map((one) => (
          <span key={one} data-slot="tag" className={tagVariants({ tone: 'accent', size: 'chip' })}>
            <span className="truncate">{one}</span>
            <button
              type="button"
              className={chipRemove}
              aria-label={t('removeNamed', { name: one })}
              onClick={() => onChange(value.filter((other) => other !== one))}
            >
              <X aria-hidden />
            </button>
          </span>
        ))}
        <input
          {...control}
          className={chipInput}
          ref={ref}
          value={typed}
          placeholder={value.length === 0 ? placeholder : undefined}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => (/[\s,，]$/.test(event.target.value) ? add(event.target.value) : setTyped(event.target.value))}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return
            if (event.key === 'Enter' && typed !== '') {
              event.preventDefault()
              add(typed)
            }
            if (event.key === 'Backspace' && typed === '') onChange(value.slice(0, -1))
          }}
          onBlur={() => {
            add(typed)
            onBlur()
          }}
        />
      </div>
      {left.length > 0 && <Suggestions words={left} onAdd={(one) => onChange([...value, one])} />}
    </>
  )
}

const Suggestions = ({ words, onAdd }: { words: readonly string[]; onAdd: (word: string) => void }) => (
  <div className="flex flex-wrap gap-1.5">
    {words.map((word) => (
      <button
        key={word}
        type="button"
        className="inline-flex h-6 items-center gap-1.5 rounded-sm border border-line-strong border-dashed px-2 text-[13px] text-ink-2 hover:border-ink-3"
        onClick={() => onAdd(word)}
      >
        <Plus aria-hidden className="size-3.5 text-ink-3" />
        {word}
      </button>
    ))}
  </div>
)
