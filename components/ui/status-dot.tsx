import clsx from 'clsx'
import type { ReactNode } from 'react'

export type State = 'on' | 'warn' | 'bad' | 'off' | 'live'

/** State as shape and word: ● on, ◐ warn, ■ bad, ○ off; live pulses. */
export function StatusDot({ state, className, children }: { state: State; className?: string; children: ReactNode }) {
  return (
    <span className={clsx('dot', state !== 'on' && `dot-${state}`, className)}>
      <span>{children}</span>
    </span>
  )
}
