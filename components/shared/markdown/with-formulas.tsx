'use client'
import { createMathPlugin } from '@streamdown/math'
import 'katex/dist/katex.min.css'
import { Markdown, type MarkdownProps } from './markdown'

interface Node {
  properties?: Record<string, unknown>
  children?: Node[]
}

/** A wide formula scrolls by itself, so the keyboard has to reach it. */
function makeReachable(node: Node): void {
  const names = node.properties?.className
  if (Array.isArray(names) && names.includes('katex-display')) node.properties = { ...node.properties, tabIndex: 0 }
  else node.children?.forEach(makeReachable)
}

const katex = createMathPlugin({ singleDollarTextMath: false })
const math = { ...katex, rehypePlugin: { plugins: [katex.rehypePlugin, () => makeReachable] } }

export const MarkdownWithFormulas = (props: MarkdownProps) => <Markdown {...props} math={math} />
