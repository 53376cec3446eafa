'use client'
import { createCodePlugin } from '@streamdown/code'
import { createMathPlugin } from '@streamdown/math'
import { useTranslations } from 'next-intl'
import { Streamdown } from 'streamdown'
import { AnswerImage } from './answer-image'
import 'katex/dist/katex.min.css'

// `$5` is money, so formulas need two dollar signs or \( \).
const plugins = {
  code: createCodePlugin({ themes: ['github-light', 'github-dark'] }),
  math: createMathPlugin({ singleDollarTextMath: false }),
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
