'use client'
import clsx from 'clsx'
import { type ReactNode, useId } from 'react'
import { arrowKeys } from './arrow-keys'

interface Props<Value extends string> {
  tabs: readonly { value: Value; label: ReactNode; content: ReactNode }[]
  value: Value
  onValueChange: (value: Value) => void
  'aria-label': string
  /** at the right of the tabs */
  aside?: ReactNode
  /** outside a frame, where the first tab stands at the edge of the page */
  flush?: boolean
}

/** Several contents of which one is shown. The arrow keys go on to the next. Open pages have it, so it stands on no library. */
export function Tabs<Value extends string>({ tabs, value, onValueChange, aside, flush, ...rest }: Props<Value>) {
  const id = useId()
  const values = tabs.map((tab) => tab.value)
  const shown = tabs.find((tab) => tab.value === value)
  return (
    <div>
      <div className={clsx('flex min-h-10 items-center gap-2 border-b border-line pr-2', !flush && 'pl-4')}>
        <div
          role="tablist"
          className="scrollbar-none flex min-w-0 gap-4.5 overflow-x-auto"
          {...rest}
          onKeyDown={(event) => arrowKeys(event, values, onValueChange)}
        >
          {tabs.map((tab) => (
            <button
              key={tab.value}
              type="button"
              role="tab"
              className="h-9.5 flex-none whitespace-nowrap text-[13px] text-ink-2 focus-visible:rounded-[4px] focus-visible:shadow-inside data-active:font-medium data-active:text-ink data-active:not-focus-visible:shadow-underline"
              id={`${id}-${tab.value}`}
              aria-selected={tab.value === value}
              aria-controls={tab.value === value ? `${id}-panel` : undefined}
              data-active={tab.value === value || undefined}
              tabIndex={tab.value === value ? 0 : -1}
              onClick={() => onValueChange(tab.value)}
            >
              {tab.label}
            </button>
          ))}
        </div>
        {aside !== undefined && <div className="ml-auto flex flex-none items-center gap-2">{aside}</div>}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`}>
        {shown?.content}
      </div>
    </div>
  )
}
