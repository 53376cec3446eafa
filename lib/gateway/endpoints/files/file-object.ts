import type { FileRow } from '@/lib/files/file-row'

/** A file as OpenAI's Files API shows it. */
export const fileObject = ({ id, bytes, created_at, name, purpose }: FileRow) => ({
  id,
  object: 'file',
  bytes,
  created_at: Math.floor(created_at.getTime() / 1000),
  filename: name,
  purpose,
  status: 'processed',
})
