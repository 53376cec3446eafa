import rehypeParse from 'rehype-parse'
import rehypeRemark from 'rehype-remark'
import remarkGfm from 'remark-gfm'
import remarkStringify from 'remark-stringify'
import { unified } from 'unified'
import { decodedText } from './text.ts'

interface Node {
  type: string
  tagName?: string
  value?: string
  properties?: Record<string, unknown>
  children?: Node[]
}

const dropped = new Set(['script', 'style', 'noscript', 'template', 'iframe', 'object', 'svg', 'nav', 'head'])

/** Leaves out what is no text of the document. Of a picture inside it and of a link that leads nowhere from outside, the words stay. */
function clean(node: Node): void {
  const kept: Node[] = []
  for (const child of node.children ?? []) {
    if (child.type === 'comment' || (child.tagName && dropped.has(child.tagName))) continue
    const src = child.tagName === 'img' ? String(child.properties?.src ?? '') : ''
    if (child.tagName === 'img' && !/^https?:/i.test(src)) {
      const words = child.properties?.alt
      if (typeof words === 'string' && words) kept.push({ type: 'text', value: words })
      continue
    }
    if (child.tagName === 'table') headed(child)
    clean(child)
    if (child.tagName === 'a' && !/^(https?:|mailto:)/i.test(String(child.properties?.href ?? ''))) kept.push(...(child.children ?? []))
    else kept.push(child)
  }
  if (node.children) node.children = kept
}

/** Markdown has no table without a head, so the first row is one. */
function headed(table: Node): void {
  const rows: Node[] = []
  const collect = (node: Node) => {
    for (const child of node.children ?? []) {
      if (child.tagName === 'tr') rows.push(child)
      else if (child.tagName !== 'table') collect(child)
    }
  }
  collect(table)
  if (!rows.some((row) => row.children?.some(({ tagName }) => tagName === 'th')))
    for (const cell of rows[0]?.children ?? []) if (cell.tagName === 'td') cell.tagName = 'th'
}

const processor = unified()
  .use(rehypeParse)
  .use(() => (tree) => clean(tree as Node))
  .use(rehypeRemark)
  .use(remarkGfm, { tablePipeAlign: false })
  .use(remarkStringify, { bullet: '-', rule: '-', emphasis: '*' })
  .freeze()

export const markdownOfHtml = (html: string): string => String(processor.processSync(html)).trim()

const charset = /<meta[^>]{0,200}charset=["']?([\w-]{1,40})/i

export function markdownOfPage(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(2048, bytes.length)).toString('latin1')
  return markdownOfHtml(decodedText(bytes, charset.exec(head)?.[1]))
}
