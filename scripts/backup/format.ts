// A backup is one gzip stream of lines: a header, then for each table a line that describes it, its rows in PostgreSQL's
// COPY text format and `\.`, then the sequences, and last the SHA-256 of everything before.
import type { Sequence, TableShape } from './tables.ts'

export const formatVersion = 1
export const endOfRows = '\\.'

export interface BackupHeader {
  atrium: 'backup'
  format: number
  time: string
  migrations: { name: string; checksum: string }[]
  /** 32 bytes in base64. Sealed columns cannot be opened without it. */
  secret: string
}
export type Section = { table: TableShape } | { sequences: Sequence[] } | { end: true; rows: Record<string, number>; sha256: string }
