import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { documentLimits, Refused } from '../job.ts'
import { type Line, markdownOfLines } from './lines.ts'

/** What the letters of Chinese, Japanese and Korean documents mean whose fonts do not say it. */
const cMapUrl = join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'cmaps', '/')

async function opened(data: Uint8Array): Promise<PDFDocumentProxy> {
  try {
    return await getDocument({ data, cMapUrl, cMapPacked: true, disableFontFace: true, verbosity: 0 }).promise
  } catch (error) {
    throw new Refused((error as Error).name === 'PasswordException' ? 'locked' : 'broken')
  }
}

export const countPdfPages = async (bytes: Uint8Array): Promise<number> => (await opened(bytes)).numPages

/** The text that the pages hold. What is only a picture, as in a scan, cannot be read here; such a page is marked. */
export async function markdownOfPdf(bytes: Uint8Array): Promise<{ markdown: string; pages: number }> {
  const pdf = await opened(bytes)
  if (pdf.numPages > documentLimits.pages) throw new Refused('too_many_pages')
  const pages: Line[][] = []
  for (let number = 1; number <= pdf.numPages; number++) pages.push(await linesOf(pdf, number))
  if (pages.every((lines) => lines.length === 0)) throw new Refused('no_text')
  return { markdown: markdownOfLines(pages), pages: pages.length }
}

async function linesOf(pdf: PDFDocumentProxy, number: number): Promise<Line[]> {
  const page = await pdf.getPage(number)
  const { items } = await page.getTextContent()
  const lines: Line[] = []
  let line: Line | undefined
  for (const item of items) {
    if (!('str' in item)) continue
    const [, , , , x = 0, y = 0] = item.transform as number[]
    const size = item.height || line?.size || 0
    if (item.str !== '') {
      if (!line || Math.abs(line.y - y) > Math.max(size, line.size) / 2) {
        line = { text: '', size: 0, y, end: x }
        lines.push(line)
      }
      const gap = x - line.end
      const apart = line.text !== '' && gap > size * 0.2 && !/\s$/.test(line.text) && !/^\s/.test(item.str)
      line.text += (apart ? ' ' : '') + item.str
      line.size = Math.max(line.size, item.str.trim() === '' ? 0 : size)
      line.end = x + item.width
    }
    if (item.hasEOL) line = undefined
  }
  page.cleanup()
  return lines.map((each) => ({ ...each, text: each.text.replace(/\s+/g, ' ').trim() })).filter(({ text }) => text !== '')
}
