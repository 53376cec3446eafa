'use client'
import clsx from 'clsx'
import type { ReactNode } from 'react'
import { CopyButton } from './copy-button'
import { highlight } from './highlight'

interface Props {
  code: string
  /** words at the left of the bar, such as the language or an install command */
  caption?: ReactNode
  /** without its own border, inside a card or tabs */
  flat?: boolean
}

export function CodeBlock({ code, caption, flat }: Props) {
  return (
    <div className={clsx(!flat && 'code')}>
      {caption !== undefined && (
        <div className="code-bar text-[12.5px] text-ink-2">
          <span className="min-w-0 truncate">{caption}</span>
          <span className="ml-auto" />
          <CopyButton text={code} words />
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it */}
      <pre tabIndex={0}>{highlight(code)}</pre>
    </div>
  )
}
