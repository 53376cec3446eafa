'use client'
import { lazy, Suspense, useDeferredValue } from 'react'
import { hasFormulas, loadFormulas, loadMarkdown } from './load-markdown'

interface Props {
  text: string
  streaming: boolean
}

/** The words as they came: shown until Markdown is loaded, and where it cannot be. */
const Plain = ({ text }: Props) => <div className="wrap-anywhere whitespace-pre-wrap leading-[1.75]">{text}</div>

const plain = () => ({ default: Plain })
const Markdown = lazy(() => loadMarkdown().then((file) => ({ default: file.Markdown }), plain))
const WithFormulas = lazy(() => loadFormulas().then((file) => ({ default: file.MarkdownWithFormulas }), plain))

export function AnswerText(props: Props) {
  // Deferred, so that the words already shown stay while the code for formulas is loaded.
  const Shown = useDeferredValue(hasFormulas(props.text)) ? WithFormulas : Markdown
  return (
    <Suspense fallback={<Plain {...props} />}>
      <Shown {...props} />
    </Suspense>
  )
}
