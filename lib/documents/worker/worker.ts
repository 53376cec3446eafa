import { parentPort, workerData } from 'node:worker_threads'
import { type Converted, type DocumentKind, documentLimits, type Job, type Measured, pagesOf, Refused } from '../job.ts'
import { listArchive } from './archive.ts'
import { kindOf } from './kind.ts'
import { decodedText, fenced } from './text.ts'

// What reads one kind takes long to load, so only that is loaded.
const pdf = () => import('./pdf.ts')
const sheets = () => import('./sheet.ts')
const slides = () => import('./slides.ts')
const written = () => import('./written-pages.ts')

// One document is read in a thread of its own, so that one which takes long, or all memory that it may have, harms nothing else.

async function done({ bytes, suffix, work }: Job): Promise<Measured | Converted> {
  try {
    if (bytes.length > documentLimits.bytes) throw new Refused('too_large')
    const kind = kindOf(bytes, suffix)
    return work === 'measure'
      ? { ok: true, kind, pages: await mostPages(kind, bytes) }
      : { ok: true, ...(await converted(kind, bytes, suffix)) }
  } catch (error) {
    return { ok: false, why: (error as Partial<Refused>).why ?? 'broken' }
  }
}

/** How many pages it has, or at most may come to. */
async function mostPages(kind: DocumentKind, bytes: Uint8Array): Promise<number> {
  const pages =
    kind === 'pdf'
      ? await (await pdf()).countPdfPages(bytes)
      : kind === 'pptx'
        ? (await slides()).countSlides(bytes)
        : Math.max(pagesOf(unpackedSize(kind, bytes)), kind === 'docx' ? (await written()).countWrittenPages(bytes) : 0)
  if (pages > documentLimits.pages && (kind === 'pdf' || kind === 'pptx')) throw new Refused('too_many_pages')
  return Math.min(Math.max(1, pages), documentLimits.pages)
}

/** What is written in an archive takes more room there than as Markdown. */
function unpackedSize(kind: DocumentKind, bytes: Uint8Array): number {
  if (kind !== 'docx' && kind !== 'sheet') return bytes.length
  if (bytes[0] !== 0x50) return bytes.length
  let size = 0
  for (const [name, each] of listArchive(bytes))
    if (/^(word|xl)\/.*\.(xml|bin)$|^content\.xml$/.test(name) && !/theme|styles|font|settings/.test(name)) size += each
  return size
}

async function converted(kind: DocumentKind, bytes: Uint8Array, suffix: string): Promise<{ markdown: string; pages: number }> {
  if (kind === 'pdf') return (await pdf()).markdownOfPdf(bytes)
  const markdown = await markdownOf(kind, bytes, suffix)
  if (markdown.trim() === '') throw new Refused('no_text')
  if (markdown.length > documentLimits.characters) throw new Refused('too_large')
  if (kind === 'pptx') return { markdown, pages: (await slides()).countSlides(bytes) }
  const pages = Math.max(pagesOf(markdown.length), kind === 'docx' ? (await written()).countWrittenPages(bytes) : 0)
  return { markdown, pages: Math.min(pages, documentLimits.pages) }
}

async function markdownOf(kind: Exclude<DocumentKind, 'pdf'>, bytes: Uint8Array, suffix: string): Promise<string> {
  if (kind === 'docx') return (await import('./docx.ts')).markdownOfDocx(bytes)
  if (kind === 'pptx') return (await slides()).markdownOfSlides(bytes)
  if (kind === 'sheet') return (await sheets()).markdownOfSheets(bytes)
  if (kind === 'csv') return (await sheets()).markdownOfCsv(bytes)
  if (kind === 'html') return (await import('./html.ts')).markdownOfPage(bytes)
  return kind === 'code' ? fenced(decodedText(bytes), suffix) : decodedText(bytes)
}

parentPort?.postMessage(await done(workerData as Job))
