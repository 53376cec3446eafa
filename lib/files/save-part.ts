import 'server-only'
import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { checkQuota } from './check-quota'
import { chunkBytes } from './file-row'
import { oneByOne } from './one-by-one'
import { lockUpload, notPending } from './upload-row'

const partRow = z.object({ id: z.string(), created_at: z.date() })
export type PartRow = z.infer<typeof partRow>

/** Keeps a part of a file. Parts may come at once and in any order. @throws `upload_not_found`, `file_quota_reached` */
export function savePart({ uploadId, userId, bytes }: { uploadId: string; userId: number; bytes: Buffer }): Promise<PartRow> {
  return oneByOne(userId, () =>
    transaction(async (tx) => {
      const upload = await lockUpload(tx, uploadId, userId, 'share')
      if (upload.status !== 'pending') throw notPending(upload)
      await checkQuota(tx, userId, bytes.length, 'data')
      const id = `part_${randomBytes(16).toString('hex')}`
      const [row] = await rowsOf(
        tx,
        partRow,
        'insert into upload_parts (id, upload_id, bytes) values ($1, $2, $3) returning id, created_at',
        [id, uploadId, bytes.length],
      )
      if (!row) throw fail('internal', { cause: 'a part was not inserted' })
      for (let place = 0; place * chunkBytes < bytes.length; place++) {
        const content = bytes.subarray(place * chunkBytes, (place + 1) * chunkBytes)
        await run(tx, 'insert into upload_chunks (part_id, place, content) values ($1, $2, $3)', [id, place, content])
      }
      return row
    }),
  )
}
