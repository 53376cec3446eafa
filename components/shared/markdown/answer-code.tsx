'use client'
import { useTranslations } from 'next-intl'
import { type ComponentProps, isValidElement, type ReactNode } from 'react'
import { type ExtraProps, useIsCodeFenceIncomplete } from 'streamdown'
import { CopyButton } from '@/components/ui/copy-button'
import { useColours } from './use-colours'

/** The code of a block and the language that its fence names. */
function blockOf(children: ReactNode): { code: string; language: string } {
  const props = isValidElement<ComponentProps<'code'>>(children) ? children.props : { children }
  const language = /language-(\S+)/.exec(props.className ?? '')?.[1] ?? ''
  return { code: String(props.children ?? '').replace(/\n+$/, ''), language }
}

export function AnswerCode({ children }: ComponentProps<'pre'> & ExtraProps) {
  const t = useTranslations('common.markdown')
  const { code, language } = blockOf(children)
  const lines = useColours(code, language, useIsCodeFenceIncomplete())
  return (
    <figure data-slot="answer-code" className="overflow-hidden rounded-md border border-line bg-sunken">
      <figcaption className="flex h-9 items-center border-line border-b bg-surface pr-1.5 pl-3.5 text-[12.5px] text-ink-2">
        {language}
        <span className="ml-auto">
          <CopyButton text={code} label={t('copyCode')} />
        </span>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it */}
      <pre className="overflow-x-auto px-3.5 focus-visible:shadow-inside py-3 text-[12.5px]/5" tabIndex={0}>
        <code>
          {lines.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
            <span key={at}>
              {line.map(({ content, color }, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place
                <span key={place} style={{ color }}>
                  {content}
                </span>
              ))}
              {'\n'}
            </span>
          ))}
        </code>
      </pre>
    </figure>
  )
}
