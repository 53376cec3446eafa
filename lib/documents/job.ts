/** What a document is, as far as it decides how it is read. */
export type DocumentKind = 'pdf' | 'docx' | 'pptx' | 'sheet' | 'html' | 'csv' | 'code' | 'text'

/** What the worker thread is given. */
export interface Job {
  bytes: Uint8Array
  /** The end of the file's name, without a dot and in lower case; '' where nothing is known. */
  suffix: string
  /** To measure is to say what it is and how many pages it may come to; to convert is to write it as Markdown. */
  work: 'measure' | 'convert'
}

/** Why a document is not read. */
export type Unreadable =
  | 'unknown'
  | 'picture'
  | 'old_office'
  | 'broken'
  | 'locked'
  | 'no_text'
  | 'too_many_pages'
  | 'too_large'
  | 'too_slow'

export type Measured = { ok: true; kind: DocumentKind; pages: number } | { ok: false; why: Unreadable }
export type Converted = { ok: true; markdown: string; pages: number } | { ok: false; why: Unreadable }

const mebibyte = 1024 * 1024

export const documentLimits = {
  pages: 1000,
  /** Of a document as it comes, and of all that is in it when it is unpacked. */
  bytes: 64 * mebibyte,
  unpackedBytes: 192 * mebibyte,
  packedFiles: 10_000,
  /** Of the Markdown. */
  characters: 16 * mebibyte,
  heapMebibytes: 768,
  /** Of what the thread keeps outside its heap, as a library that unpacks streams does. */
  outsideMebibytes: 1024,
  /** Until it is a document's turn. The other times count from then. */
  waitMs: 60_000,
  measureMs: 20_000,
  convertMs: 120_000,
}

/** A page of what has none of its own. */
const pageCharacters = 3000

export const pagesOf = (characters: number): number => Math.max(1, Math.ceil(characters / pageCharacters))

/** Thrown in the worker. */
export class Refused extends Error {
  readonly why: Unreadable
  constructor(why: Unreadable) {
    super(why)
    this.why = why
  }
}
