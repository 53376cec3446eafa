import { cva } from 'class-variance-authority'
import clsx from 'clsx'
import type { ReactNode } from 'react'

export type State = 'on' | 'warn' | 'bad' | 'off' | 'live'

const words: Record<State, string> = { on: '', warn: '', bad: 'text-bad-text', off: 'text-ink-2', live: 'pl-1' }
const mark = cva('size-2 flex-none', {
  variants: {
    state: {
      on: 'rounded-full bg-ok',
      warn: 'rounded-full bg-linear-to-r from-50% from-warn to-50% to-transparent inset-ring-[1.5px] inset-ring-warn',
      bad: 'rounded-[2px] bg-bad',
      off: 'rounded-full inset-ring-[1.5px] inset-ring-ink-3',
      live: 'animate-live rounded-full bg-accent',
    },
  },
})

/** State as shape and word: ● on, ◐ warn, ■ bad, ○ off; live pulses. `wraps` where the words are a sentence. */
export function StatusDot({
  state,
  wraps,
  className,
  children,
}: {
  state: State
  wraps?: boolean
  className?: string
  children: ReactNode
}) {
  return (
    <span
      data-slot="status-dot"
      className={clsx('inline-flex items-center gap-[7px]', wraps ? 'min-w-0 wrap-anywhere' : 'whitespace-nowrap', words[state], className)}
    >
      <i className={mark({ state })} aria-hidden />
      <span className="min-w-0">{children}</span>
    </span>
  )
}
