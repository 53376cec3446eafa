import { cva } from 'class-variance-authority'
import clsx from 'clsx'
import type { ReactNode } from 'react'

export type Tone = 'accent' | 'ok' | 'warn' | 'bad' | 'info'

export const tagVariants = cva('inline-flex max-w-full items-center gap-1 whitespace-nowrap rounded-[5px]', {
  variants: {
    tone: {
      plain: 'bg-sunken text-ink-2 inset-ring inset-ring-line',
      accent: 'bg-accent-soft text-accent-text',
      ok: 'bg-ok-soft text-ok-text',
      warn: 'bg-warn-soft text-warn-text',
      bad: 'bg-bad-soft text-bad-text',
      info: 'bg-info-soft text-info-text',
    },
    size: {
      s: 'h-5 px-1.5 text-[12px]/4.5 [&_svg]:size-3',
      /** with a button to remove it, in a field */
      chip: 'h-6 pr-0.5 pl-2 text-[12.5px] phone:h-7.5 [&_svg]:size-3',
    },
  },
  defaultVariants: { tone: 'plain', size: 's' },
})

export function Tag({ tone, className, children }: { tone?: Tone; className?: string; children: ReactNode }) {
  return (
    <span data-slot="tag" className={clsx(tagVariants({ tone }), className)}>
      {children}
    </span>
  )
}
