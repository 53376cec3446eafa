'use client'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { type Ref, useRef } from 'react'
import { useWatch } from 'react-hook-form'
import { Field } from '@/components/form/field'
import { inputVariants } from '@/components/ui/input'
import { lineProblems } from './ip-lines'

/** One address or network per line, with line numbers. A wrong line is marked. */
export function IpField() {
  const t = useTranslations('keys')
  const text: string = useWatch({ name: 'allowedIps' })
  const gutter = useRef<HTMLDivElement>(null)
  const lines = text.split('\n')
  const wrong = new Set(lineProblems(text).map((problem) => problem.line))
  return (
    <Field name="allowedIps" label={t('allowedIps')} optional hint={t('allowedIpsHint')}>
      {({ ref, ...control }) => (
        <div className={clsx(inputVariants({ size: 'free' }), 'relative overflow-hidden font-mono text-[12.5px]/5.5')}>
          <Gutter lines={lines} wrong={wrong} ref={gutter} />
          <textarea
            {...control}
            ref={ref}
            rows={Math.min(10, Math.max(3, lines.length))}
            spellCheck={false}
            autoCapitalize="none"
            wrap="off"
            placeholder="10.119.4.0/24"
            className="relative block w-full resize-y bg-transparent py-1.5 pr-2.5 pl-9 outline-0 focus-visible:shadow-none"
            onScroll={(event) => {
              if (gutter.current) gutter.current.style.transform = `translateY(${-event.currentTarget.scrollTop}px)`
            }}
          />
        </div>
      )}
    </Field>
  )
}

/** Lies below the text: the numbers of the lines, and a wave where one is wrong. */
function Gutter({ lines, wrong, ref }: { lines: string[]; wrong: ReadonlySet<number>; ref: Ref<HTMLDivElement> }) {
  return (
    <div className="pointer-events-none absolute inset-x-0 top-1.5 text-ink-2" aria-hidden ref={ref}>
      {lines.map((line, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
          key={index}
          data-wrong={wrong.has(index + 1) || undefined}
          className="group grid h-5.5 grid-cols-[26px_1fr] gap-2.5 overflow-hidden whitespace-pre text-right data-wrong:bg-bad-soft data-wrong:font-semibold data-wrong:text-bad-text data-wrong:shadow-[inset_2px_0_var(--bad)]"
        >
          {index + 1}
          <u className="text-left font-normal text-transparent decoration-1 decoration-bad decoration-wavy underline-offset-3 group-not-data-wrong:no-underline">
            {line}
          </u>
        </div>
      ))}
    </div>
  )
}
