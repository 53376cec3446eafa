'use client'
import { createCodePlugin } from '@streamdown/code'
import { createMathPlugin } from '@streamdown/math'
import { useTranslations } from 'next-intl'
import type { ComponentProps } from 'react'
import { Streamdown } from 'streamdown'
import 'katex/dist/katex.min.css'

// `$5` is money, so formulas need two dollar signs or \( \).
const plugins = {
  code: createCodePlugin({ themes: ['github-light', 'github-dark'] }),
  math: createMathPlugin({ singleDollarTextMath: false }),
}

/** A picture of an answer: loading it would tell the place where it lies who reads what, so it is a link for whoever wants to see it. */
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

/** An answer as Markdown; unfinished constructs are closed while it streams. Nothing in it runs, and nothing is loaded for it. */
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
