import 'server-only'
import { cancelUpload } from '@/lib/files/cancel-upload'
import { completeUpload } from '@/lib/files/complete-upload'
import { createUpload } from '@/lib/files/create-upload'
import type { FileRow } from '@/lib/files/file-row'
import { savePart } from '@/lib/files/save-part'
import type { UploadRow } from '@/lib/files/upload-row'
import { absent, mustBeText, wrong } from '../check-members'
import type { FreeEndpoint } from '../endpoint'
import { fileIn } from './file-in'
import { fileObject } from './file-object'
import { purposeOf } from './purpose'

const mostBytes = 2_147_483_647
const mebibyte = 1024 * 1024
const longestPart = 64 * mebibyte
const mostParts = 10_000
const longestType = 200

const seconds = (time: Date): number => Math.floor(time.getTime() / 1000)

/** An upload as OpenAI's Uploads API shows it. */
const uploadObject = ({ id, bytes, created_at, expires_at, name, purpose, status }: UploadRow, file: FileRow | null = null) => ({
  id,
  object: 'upload',
  bytes,
  created_at: seconds(created_at),
  expires_at: seconds(expires_at),
  filename: name,
  purpose,
  status,
  file: file && fileObject(file),
})

/** Begins a file that comes in parts, so that what broke off need not be sent again. */
const begunUpload: FreeEndpoint = {
  method: 'POST',
  name: 'uploads',
  async answer({ caller, json }) {
    const { bytes, filename, mime_type: told = '', purpose } = await json()
    if (typeof bytes !== 'number' || !Number.isInteger(bytes) || bytes < 1 || bytes > mostBytes)
      throw wrong('bytes', `must be a whole number from 1 to ${mostBytes}`)
    const name = mustBeText(filename, 'filename')
    if (name === '') throw wrong('filename', 'is empty')
    const type = mustBeText(told ?? '', 'mime_type')
    if (type.length > longestType) throw wrong('mime_type', `is longer than ${longestType} characters`)
    const upload = await createUpload({ userId: caller.user.id, name, purpose: purposeOf(purpose), told: type.replaceAll('\0', ''), bytes })
    return uploadObject(upload)
  },
}

const addedPart: FreeEndpoint = {
  method: 'POST',
  name: 'uploads/{id}/parts',
  async answer({ caller, at, form }) {
    const { parts, leave } = await form()
    try {
      const { bytes } = fileIn(parts, 'data')
      if (bytes.length > longestPart) throw wrong('data', `is larger than ${longestPart / mebibyte} MiB`)
      const part = await savePart({ uploadId: at.id, userId: caller.user.id, bytes })
      return { id: part.id, object: 'upload.part', created_at: seconds(part.created_at), upload_id: at.id }
    } finally {
      leave()
    }
  },
}

const completedUpload: FreeEndpoint = {
  method: 'POST',
  name: 'uploads/{id}/complete',
  async answer({ caller, at, json }) {
    const { part_ids: partIds, md5 } = await json()
    if (!Array.isArray(partIds) || partIds.length === 0 || !partIds.every((id): id is string => typeof id === 'string'))
      throw wrong('part_ids', 'must be a list of the ids of the parts, in the order of the file')
    if (partIds.length > mostParts) throw wrong('part_ids', `has more than ${mostParts} parts`)
    if (!absent(md5) && !/^[0-9a-f]{32}$/i.test(String(md5))) throw wrong('md5', 'must be 32 hexadecimal digits')
    const asked = { uploadId: at.id, userId: caller.user.id, partIds, md5: absent(md5) ? undefined : String(md5) }
    const { upload, file } = await completeUpload(asked)
    return uploadObject(upload, file)
  },
}

const cancelledUpload: FreeEndpoint = {
  method: 'POST',
  name: 'uploads/{id}/cancel',
  answer: async ({ caller, at }) => uploadObject(await cancelUpload(at.id, caller.user.id)),
}

export const uploads = [begunUpload, addedPart, completedUpload, cancelledUpload]
