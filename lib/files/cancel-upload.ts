import 'server-only'
import { run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { oneByOne } from './one-by-one'
import { lockUpload, notPending, type UploadRow } from './upload-row'

/** Gives up a file that came in parts, which are erased. @throws `upload_not_found` */
export function cancelUpload(id: string, userId: number): Promise<UploadRow> {
  return oneByOne(userId, () =>
    transaction(async (tx) => {
      const upload = await lockUpload(tx, id, userId, 'update')
      if (upload.status === 'completed') throw notPending(upload)
      await run(tx, 'delete from upload_parts where upload_id = $1', [id])
      await run(tx, "update uploads set status = 'cancelled' where id = $1", [id])
      return { ...upload, status: 'cancelled' }
    }),
  )
}
