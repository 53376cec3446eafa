import mammoth from 'mammoth'
import { safeArchive } from './archive.ts'
import { markdownOfHtml } from './html.ts'

/** Headings, lists, tables, links and notes of a text document. Its pictures and formulas are not carried over. */
export async function markdownOfDocx(bytes: Uint8Array): Promise<string> {
  const archive = Buffer.from(safeArchive(bytes))
  const { value } = await mammoth.convertToHtml({ buffer: archive }, { convertImage: mammoth.images.imgElement(async () => ({ src: '' })) })
  return markdownOfHtml(value)
}
