'use client'
import { createCodePlugin } from '@streamdown/code'
import { createMathPlugin } from '@streamdown/math'
import { useTranslations } from 'next-intl'
import type { ComponentProps } from 'react'
import { Streamdown } from 'streamdown'
import 'katex/dist/katex.min.css'

// A single `$` is money, so formulas need two dollar signs or \( \).
const plugins = {
  code: createCodePlugin({ themes: ['github-light', 'github-dark'] }),
  math: createMathPlugin({ singleDollarTextMath: false }),
}

/** A picture in an answer is shown as a link. Loading it would tell its host who reads the answer. */
function AnswerImage({ src, alt = '', title }: ComponentProps<'img'>) {
  const address = typeof src === 'string' && /^https?:\/\//i.test(src) ? src : undefined
  if (!address) return <span>{alt}</span>
  return (
    <a href={address} target="_blank" rel="noopener noreferrer nofollow" title={title}>
      {alt || address}
    </a>
  )
}

const components = { img: AnswerImage }

/** Renders an answer as Markdown and closes unfinished constructs while it streams. It runs no script and loads nothing. */
export function Markdown({ text, streaming }: { text: string; streaming: boolean }) {
  const t = useTranslations('chat')
  return (
    <Streamdown
      className="markdown"
      mode={streaming ? 'streaming' : 'static'}
      isAnimating={streaming}
      caret={streaming ? 'block' : undefined}
      plugins={plugins}
      components={components}
      lineNumbers={false}
      linkSafety={{ enabled: false }}
      controls={{ code: { copy: true, download: false }, table: false, mermaid: false }}
      codeBlockMaxHeight={0}
      tableMaxHeight={0}
      translations={{ copyCode: t('copyCode') }}
    >
      {text}
    </Streamdown>
  )
}
