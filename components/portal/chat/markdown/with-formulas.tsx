'use client'
import { createMathPlugin } from '@streamdown/math'
import 'katex/dist/katex.min.css'
import { Markdown, type MarkdownProps } from './markdown'

const math = createMathPlugin({ singleDollarTextMath: false })

export const MarkdownWithFormulas = (props: MarkdownProps) => <Markdown {...props} math={math} />
