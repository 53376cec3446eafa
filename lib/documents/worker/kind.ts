import { type DocumentKind, Refused } from '../job.ts'
import { listArchive } from './archive.ts'
import { isText } from './text.ts'

const begins = (bytes: Uint8Array, ...head: number[]): boolean => head.every((byte, place) => bytes[place] === byte)
const latin = (bytes: Uint8Array, length: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(length, bytes.length)).toString('latin1')

const archives: [name: string, kind: DocumentKind][] = [
  ['word/document.xml', 'docx'],
  ['ppt/presentation.xml', 'pptx'],
  ['xl/workbook.xml', 'sheet'],
  ['xl/workbook.bin', 'sheet'],
]
const pictures = ['png', 'jpg', 'jpeg', 'gif', 'webp', 'bmp', 'tif', 'tiff', 'heic', 'avif']

/** What a document is: by its content, and by its name only where the content may be several things. */
export function kindOf(bytes: Uint8Array, suffix: string): DocumentKind {
  if (latin(bytes, 1024).includes('%PDF-')) return 'pdf'
  if (begins(bytes, 0x50, 0x4b, 3, 4)) return kindOfArchive(bytes)
  if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    // Word, Excel and PowerPoint files from before 2007 look alike, and only those of Excel are read.
    if (suffix !== 'xls') throw new Refused('old_office')
    return 'sheet'
  }
  if (isPicture(bytes, suffix)) throw new Refused('picture')
  if (!isText(bytes)) throw new Refused('unknown')
  if (suffix === 'html' || suffix === 'htm' || suffix === 'xhtml' || /^\s*(<!doctype html|<html)/i.test(latin(bytes, 1024))) return 'html'
  if (suffix === 'csv' || suffix === 'tsv') return 'csv'
  return suffix === 'json' || suffix === 'xml' ? 'code' : 'text'
}

function kindOfArchive(bytes: Uint8Array): DocumentKind {
  const names = listArchive(bytes)
  for (const [name, kind] of archives) if (names.has(name)) return kind
  if (names.has('mimetype') && names.has('content.xml') && latin(bytes, 200).includes('opendocument.spreadsheet')) return 'sheet'
  throw new Refused('unknown')
}

function isPicture(bytes: Uint8Array, suffix: string): boolean {
  const head = latin(bytes, 16)
  return (
    begins(bytes, 0x89, 0x50, 0x4e, 0x47) ||
    begins(bytes, 0xff, 0xd8, 0xff) ||
    head.startsWith('GIF8') ||
    head.startsWith('II*\0') ||
    head.startsWith('MM\0*') ||
    /^RIFF....WEBP/s.test(head) ||
    /^....ftyp(heic|avif|mif1)/s.test(head) ||
    (head.startsWith('BM') && !isText(bytes)) ||
    (pictures.includes(suffix) && !isText(bytes))
  )
}
