import 'server-only'
import { transaction } from '@/lib/db/transaction'
import { checkQuota } from './check-quota'
import { chunkBytes, type FileRow } from './file-row'
import { insertChunk, insertFile } from './insert-file'
import { oneByOne } from './one-by-one'
import { typeOfFile } from './type-of-file'

export interface NewFile {
  userId: number
  name: string
  purpose: string
  /** The media type that the caller tells. */
  told: string
  bytes: Buffer
}

/** Keeps a file. @throws `file_quota_reached` when the user's store is full. */
export async function saveFile({ bytes, told, ...head }: NewFile): Promise<FileRow> {
  const type = await typeOfFile(bytes, told)
  return oneByOne(head.userId, () =>
    transaction(async (tx) => {
      await checkQuota(tx, head.userId, bytes.length, 'file')
      const row = await insertFile(tx, { ...head, type, bytes: bytes.length })
      for (let place = 0; place * chunkBytes < bytes.length; place++)
        await insertChunk(tx, row.id, place, bytes.subarray(place * chunkBytes, (place + 1) * chunkBytes))
      return row
    }),
  )
}
