import { documentLimits, type Unreadable } from './job'

const mebibyte = 1024 * 1024

/** What the caller is told of a document that is not read. */
export const refusalWords: Record<Unreadable, string> = {
  unknown: 'This kind of document is not read here. PDF, DOCX, PPTX, XLSX, XLS, ODS, CSV, HTML and plain text are.',
  picture: 'Pictures are not read here, since this tool has no text recognition (OCR). Send a document that holds text.',
  old_office:
    'Files of Word and PowerPoint from before 2007 are not read here. Save yours as DOCX, PPTX or PDF. (For an old Excel table, give the suffix "xls".)',
  broken: 'The document cannot be read: it is damaged, or is not what it seems to be.',
  locked: 'The document is locked with a password.',
  no_text: 'The document holds no text. It may be a scan, and this tool has no text recognition (OCR).',
  too_many_pages: `The document has more than ${documentLimits.pages} pages. Send it in parts.`,
  too_large: `The document is too large: ${documentLimits.bytes / mebibyte} MiB as it is, and ${documentLimits.unpackedBytes / mebibyte} MiB unpacked, are read.`,
  too_slow: 'Reading the document took too long. Send it in parts.',
}
