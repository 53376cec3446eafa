import 'server-only'
import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { chunkBytes, type FileRow, fileColumns, fileRow } from './file-row'
import { insertChunk, insertFile } from './insert-file'
import { oneByOne } from './one-by-one'
import { typeOfFile } from './type-of-file'
import { lockUpload, notPending, type UploadRow } from './upload-row'

export interface Completion {
  uploadId: string
  userId: number
  /** In the order of the file. */
  partIds: string[]
  /** In hexadecimal digits; what the file has to have. */
  md5: string | undefined
}

/** `file` is null when it was deleted meanwhile. */
export interface CompletedUpload {
  upload: UploadRow
  file: FileRow | null
}

/** Puts the parts together. One that is complete is told again, since a client may not have heard of it. */
export function completeUpload({ uploadId, userId, partIds, md5 }: Completion): Promise<CompletedUpload> {
  return oneByOne(userId, () =>
    transaction(async (tx) => {
      const upload = await lockUpload(tx, uploadId, userId, 'update')
      if (upload.status === 'completed') return { upload, file: await fileOf(tx, upload) }
      if (upload.status !== 'pending') throw notPending(upload)
      await checkParts(tx, upload, partIds)
      const file = await fileFrom(tx, { upload, userId, partIds, md5 })
      await run(tx, 'delete from upload_parts where upload_id = $1', [uploadId])
      await run(tx, "update uploads set status = 'completed', file_id = $2 where id = $1", [uploadId, file.id])
      return { upload: { ...upload, status: 'completed', file_id: file.id }, file }
    }),
  )
}

async function fileOf(tx: Tx, { file_id: id }: UploadRow): Promise<FileRow | null> {
  const [row] = await rowsOf(tx, fileRow, `select ${fileColumns} from files where id = $1`, [id])
  return row ?? null
}

const wrong = (param: string, what: string) => fail('invalid_request', { param, message: `${param} ${what}.` })
const part = z.object({ id: z.string(), bytes: z.int() })

async function checkParts(tx: Tx, { id, bytes }: UploadRow, partIds: string[]): Promise<void> {
  const rows = await rowsOf(tx, part, 'select id, bytes from upload_parts where upload_id = $1', [id])
  const sizes = new Map(rows.map((row) => [row.id, row.bytes]))
  const named = new Set<string>()
  let sum = 0
  for (const [at, partId] of partIds.entries()) {
    const size = sizes.get(partId)
    if (size === undefined) throw wrong(`part_ids[${at}]`, 'is no part of this upload')
    if (named.has(partId)) throw wrong(`part_ids[${at}]`, 'is named twice')
    named.add(partId)
    sum += size
  }
  if (sum !== bytes) throw wrong('part_ids', `come to ${sum} bytes, and the upload was to have ${bytes}`)
}

interface Making extends Pick<Completion, 'userId' | 'partIds' | 'md5'> {
  upload: UploadRow
}

/** The file, whose pieces have another length than those of its parts. One piece is in memory at a time. */
async function fileFrom(tx: Tx, { upload, userId, partIds, md5 }: Making): Promise<FileRow> {
  const { name, purpose, bytes, told_type: told } = upload
  const hash = createHash('md5')
  let file: FileRow | undefined
  let place = 0
  for await (const piece of evenly(contentOf(tx, partIds))) {
    hash.update(piece)
    file ??= await insertFile(tx, { userId, name, purpose, bytes, type: await typeOfFile(piece, told) })
    await insertChunk(tx, file.id, place++, piece)
  }
  if (!file) throw fail('internal', { cause: 'the parts of an upload are gone' })
  if (md5 !== undefined && hash.digest('hex') !== md5.toLowerCase())
    throw wrong('md5', 'is not that of the parts in this order: send what is missing again, or name the parts in their order')
  return file
}

const chunk = z.object({ content: z.instanceof(Uint8Array) })

async function* contentOf(tx: Tx, partIds: string[]): AsyncGenerator<Buffer> {
  for (const id of partIds)
    for (let place = 0; ; place++) {
      const [row] = await rowsOf(tx, chunk, 'select content from upload_chunks where part_id = $1 and place = $2', [id, place])
      if (!row) break
      yield Buffer.from(row.content)
    }
}

async function* evenly(pieces: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const piece of pieces) {
    rest = rest.length === 0 ? piece : Buffer.concat([rest, piece])
    while (rest.length >= chunkBytes) {
      yield rest.subarray(0, chunkBytes)
      rest = rest.subarray(chunkBytes)
    }
  }
  if (rest.length > 0) yield rest
}
