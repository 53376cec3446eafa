import 'server-only'
import { Readable } from 'node:stream'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { chunkBytes } from './file-row'

const chunk = z.object({ content: z.instanceof(Buffer) })

/** The bytes from `from` to `to`, which is the last one, piece by piece as they are read. */
export const readFileBytes = (id: string, { from, to }: { from: number; to: number }): Readable =>
  Readable.from(pieces(id, from, to), { objectMode: false, highWaterMark: chunkBytes })

async function* pieces(id: string, from: number, to: number): AsyncGenerator<Buffer> {
  for (let place = Math.floor(from / chunkBytes); place * chunkBytes <= to; place++) {
    const [row] = await rowsOf(pool(), chunk, 'select content from file_chunks where file_id = $1 and place = $2', [id, place])
    // It was deleted meanwhile, and the rest of the answer cannot come.
    if (!row) throw fail('file_not_found')
    const start = place * chunkBytes
    yield row.content.subarray(Math.max(0, from - start), to - start + 1)
  }
}
