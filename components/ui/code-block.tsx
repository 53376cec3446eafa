'use client'
import clsx from 'clsx'
import type { ReactNode } from 'react'
import { CopyButton } from './copy-button'
import { highlight } from './highlight'

/** The frame of a piece of code; several that are chosen by tabs stand in one. */
export const codeFrame = 'min-w-0 overflow-hidden rounded-md border border-line bg-surface'

interface Props {
  code: string
  /** words at the left of the bar, such as the language or an install command */
  caption?: ReactNode
  /** without its own border, inside a card or tabs */
  flat?: boolean
}

export function CodeBlock({ code, caption, flat }: Props) {
  return (
    <div data-slot="code" className={clsx('min-w-0', !flat && codeFrame)}>
      {caption !== undefined && (
        <div className="flex min-h-10 items-center gap-2 border-line border-b pr-2 pl-4 text-[12.5px] text-ink-2">
          <span className="min-w-0 truncate">{caption}</span>
          <span className="ml-auto" />
          <CopyButton text={code} words />
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it */}
      <pre tabIndex={0} className="overflow-auto bg-sunken px-4 pt-3 pb-3.5 text-[12.5px]/5">
        {highlight(code)}
      </pre>
    </div>
  )
}
