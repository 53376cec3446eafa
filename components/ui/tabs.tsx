'use client'
import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'

interface Props<Value extends string> {
  tabs: readonly { value: Value; label: ReactNode; content: ReactNode }[]
  value: Value
  onValueChange: (value: Value) => void
  /** `line` under a page head or in a card, `bar` like a segmented control */
  look?: 'line' | 'bar'
  'aria-label': string
  /** at the right of the tabs */
  aside?: ReactNode
  barClassName?: string
}

export function Tabs<Value extends string>({ tabs, value, onValueChange, look = 'line', aside, barClassName, ...rest }: Props<Value>) {
  return (
    <Base.Root value={value} onValueChange={(next: Value) => onValueChange(next)}>
      <div className={barClassName ?? 'flex items-center gap-2 border-b border-line'}>
        <Base.List className={look === 'line' ? 'tabs-list' : 'seg'} aria-label={rest['aria-label']}>
          {tabs.map((tab) => (
            <Base.Tab key={tab.value} value={tab.value}>
              {tab.label}
            </Base.Tab>
          ))}
        </Base.List>
        {aside !== undefined && <div className="ml-auto flex flex-none items-center gap-2">{aside}</div>}
      </div>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value}>
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  )
}
