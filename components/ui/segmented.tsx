'use client'
import type { ReactNode } from 'react'
import { arrowKeys } from './arrow-keys'

interface Props<Value extends string> {
  options: readonly { value: Value; label: ReactNode }[]
  value: Value | null
  onValueChange: (value: Value) => void
  /** `bar` for views of the same data, `field` (full width, in forms) for presets */
  look?: 'bar' | 'field'
  id?: string
  'aria-label'?: string
  'aria-labelledby'?: string
}

/** Chooses one of a few options that are all visible. The arrow keys move the choice. Open pages have it, so it stands on no library. */
export function Segmented<Value extends string>({ options, look = 'bar', value, onValueChange, ...group }: Props<Value>) {
  const values = options.map((option) => option.value)
  const reached = value ?? values[0]
  return (
    <div
      {...group}
      role="radiogroup"
      className={look === 'bar' ? 'seg' : 'pick'}
      onKeyDown={(event) => arrowKeys(event, values, onValueChange)}
    >
      {options.map((option) => (
        // biome-ignore lint/a11y/useSemanticElements: an input could not be styled as a part of the bar
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          data-checked={option.value === value || undefined}
          tabIndex={option.value === reached ? 0 : -1}
          onClick={() => onValueChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  )
}
