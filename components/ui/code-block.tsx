'use client'
import clsx from 'clsx'
import type { ComponentProps } from 'react'
import { highlight } from './highlight'

/** The frame of a piece of code; several that are chosen by tabs stand in one. A flat one has no border, inside a card or tabs. */
export const CodeFrame = ({ flat, ...rest }: ComponentProps<'div'> & { flat?: boolean }) => (
  <div {...rest} className={clsx('min-w-0', !flat && 'overflow-hidden rounded-md border border-line bg-surface')} />
)

interface Props {
  code: string
  flat?: boolean
}

export function CodeBlock({ code, flat }: Props) {
  return (
    <CodeFrame data-slot="code-block" flat={flat}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it */}
      <pre tabIndex={0} className="overflow-auto bg-sunken px-4 focus-visible:shadow-inside pt-3 pb-3.5 text-[12.5px]/5">
        {highlight(code)}
      </pre>
    </CodeFrame>
  )
}
