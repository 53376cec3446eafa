import { type Components, toJsxRuntime } from 'hast-util-to-jsx-runtime'
import type { ComponentProps, ReactNode } from 'react'
import { Fragment, jsx, jsxs } from 'react/jsx-runtime'
import rehypeKatex from 'rehype-katex'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { isDrawable } from '@/components/shared/markdown/is-drawable'
import '@/components/shared/markdown/markdown.css'

/** More in one answer is shown as it is written. */
const mostLetters = 40_000

// HTML in the words is dropped: nothing becomes an element but what Markdown says.
// Formulas become MathML, which browsers draw themselves. As in the playground a single `$` is money.
const markdown = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkMath, { singleDollarTextMath: false })
  .use(remarkRehype)
  .use(rehypeKatex, { output: 'mathml' })

const isOutside = (address: unknown): address is string => typeof address === 'string' && /^(https?:\/\/|mailto:)/i.test(address)

/** A link leads to the web or to a mail, or is only its words. */
function SharedLink({ href, children }: ComponentProps<'a'>) {
  if (!isOutside(href)) return <span>{children}</span>
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow ugc">
      {children}
    </a>
  )
}

/** A picture is a link. Loading it would tell its host who reads the page. */
const SharedPicture = ({ src, alt }: ComponentProps<'img'>) => (
  <SharedLink href={typeof src === 'string' ? src : undefined}>{alt || (typeof src === 'string' ? src : '')}</SharedLink>
)

const SharedCode = ({ children }: ComponentProps<'pre'>) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it
  <pre tabIndex={0} className="overflow-x-auto rounded-md border border-line bg-sunken px-3.5 py-3 font-mono text-[13px]/5.5">
    {children}
  </pre>
)

const SharedTable = ({ children }: ComponentProps<'table'>) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it
  <div className="overflow-x-auto" tabIndex={0}>
    <table>{children}</table>
  </div>
)

// Headings in an answer stand below the page's own.
const components: Partial<Components> = { a: SharedLink, img: SharedPicture, pre: SharedCode, table: SharedTable, h1: 'h3', h2: 'h3' }

/** The words of a shared message, drawn by the server as Markdown. They need no script, run none and load nothing. */
export function drawWords(text: string): ReactNode {
  if (!isDrawable(text, mostLetters)) return <p className="wrap-anywhere whitespace-pre-wrap leading-[1.75]">{text}</p>
  const tree = markdown.runSync(markdown.parse(text))
  return <div data-slot="markdown">{toJsxRuntime(tree, { Fragment, jsx, jsxs, components })}</div>
}
