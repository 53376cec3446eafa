'use client'
import { cva } from 'class-variance-authority'
import type { ReactNode } from 'react'
import { arrowKeys } from './arrow-keys'

const group = cva('rounded-sm border bg-surface', {
  variants: {
    look: {
      bar: 'scrollbar-none inline-flex max-w-full flex-none gap-0.5 overflow-x-auto border-line p-0.5 text-[12.5px]/5',
      // Five presets stand in a row, on phones four and one below.
      field: 'grid auto-cols-fr grid-flow-col overflow-hidden border-field phone:grid-flow-row phone:grid-cols-4',
    },
  },
})
const part = cva('whitespace-nowrap text-ink-2', {
  variants: {
    look: {
      bar: 'rounded-[4px] px-[9px] py-px focus-visible:shadow-inside data-checked:bg-sunken data-checked:text-ink data-checked:inset-ring data-checked:inset-ring-line dark:data-checked:bg-line dark:data-checked:inset-ring-0',
      field:
        'grid h-8 place-items-center border-line border-r px-2.5 text-[13px] last-of-type:border-r-0 focus-visible:shadow-inside data-checked:bg-accent-soft data-checked:font-medium data-checked:text-accent-text data-checked:not-focus-visible:shadow-underline phone:h-10.5 phone:px-1 phone:nth-4:border-r-0 phone:nth-5:col-span-full phone:nth-5:border-t',
    },
  },
})

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
export function Segmented<Value extends string>({ options, look = 'bar', value, onValueChange, ...named }: Props<Value>) {
  const values = options.map((option) => option.value)
  const reached = value ?? values[0]
  return (
    <div
      {...named}
      role="radiogroup"
      data-slot="segmented"
      className={group({ look })}
      onKeyDown={(event) => arrowKeys(event, values, onValueChange)}
    >
      {options.map((option) => (
        // biome-ignore lint/a11y/useSemanticElements: an input could not be styled as a part of the bar
        <button
          key={option.value}
          type="button"
          role="radio"
          className={part({ look })}
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
