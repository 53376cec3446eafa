'use client'
import { lazy, Suspense, useDeferredValue, useMemo } from 'react'
import { isDrawable } from './is-drawable'
import { hasFormulas, loadFormulas, loadMarkdown } from './load-markdown'

interface Props {
  text: string
  streaming: boolean
}

/** Streamdown takes a text block by block, so a long one costs no more than its length. */
const mostLetters = 400_000

/** The words as they came: shown until Markdown is loaded, and where it cannot be. */
const Plain = ({ text }: Props) => <div className="wrap-anywhere whitespace-pre-wrap leading-[1.75]">{text}</div>

const plain = () => ({ default: Plain })
const Markdown = lazy(() => loadMarkdown().then((file) => ({ default: file.Markdown }), plain))
const WithFormulas = lazy(() => loadFormulas().then((file) => ({ default: file.MarkdownWithFormulas }), plain))

export function AnswerText(props: Props) {
  // Deferred, so that the words already shown stay while the code for formulas is loaded.
  const Shown = useDeferredValue(hasFormulas(props.text)) ? WithFormulas : Markdown
  const drawable = useMemo(() => isDrawable(props.text, mostLetters), [props.text])
  if (!drawable) return <Plain {...props} />
  return (
    <Suspense fallback={<Plain {...props} />}>
      <Shown {...props} />
    </Suspense>
  )
}
