'use client'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { useWatch } from 'react-hook-form'
import { Field } from '@/components/form/field'
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
        <div className="input lines">
          <div className="lines-gutter" aria-hidden ref={gutter}>
            {lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
              <div key={index} className={clsx(wrong.has(index + 1) && 'wrong')}>
                {index + 1}
                <u>{line}</u>
              </div>
            ))}
          </div>
          <textarea
            {...control}
            ref={ref}
            rows={Math.min(10, Math.max(3, lines.length))}
            spellCheck={false}
            autoCapitalize="none"
            wrap="off"
            placeholder="10.119.4.0/24"
            onScroll={(event) => {
              if (gutter.current) gutter.current.style.transform = `translateY(${-event.currentTarget.scrollTop}px)`
            }}
          />
        </div>
      )}
    </Field>
  )
}
