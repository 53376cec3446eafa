import 'server-only'
import { deleteFile } from '@/lib/files/delete-file'
import { findFile } from '@/lib/files/find-file'
import { listFiles } from '@/lib/files/list-files'
import { absent, wrong } from '../check-members'
import type { FreeEndpoint } from '../endpoint'
import { fileObject } from './file-object'

const longestPage = 1000

/** A user's files, newest first. */
export const listedFiles: FreeEndpoint = {
  method: 'GET',
  name: 'files',
  async answer({ caller, at }) {
    const { files, more } = await listFiles({ userId: caller.user.id, ...pageOf(new URLSearchParams(at.query)) })
    const data = files.map(fileObject)
    return { object: 'list', data, has_more: more, first_id: data.at(0)?.id ?? null, last_id: data.at(-1)?.id ?? null }
  },
}

function pageOf(query: URLSearchParams) {
  const limit = query.get('limit') ?? String(longestPage)
  if (!/^[1-9]\d{0,8}$/.test(limit)) throw wrong('limit', 'must be a whole number, 1 or above')
  const order = query.get('order')
  if (!absent(order) && order !== 'asc' && order !== 'desc') throw wrong('order', 'must be "asc" or "desc"')
  return {
    limit: Math.min(Number(limit), longestPage),
    newestFirst: order !== 'asc',
    after: query.get('after'),
    purpose: query.get('purpose'),
  }
}

export const foundFile: FreeEndpoint = {
  method: 'GET',
  name: 'files/{id}',
  answer: async ({ caller, at }) => fileObject(await findFile(at.id, caller.user.id)),
}

export const deletedFile: FreeEndpoint = {
  method: 'DELETE',
  name: 'files/{id}',
  async answer({ caller, at }) {
    await deleteFile(at.id, caller.user.id)
    return { id: at.id, object: 'file', deleted: true }
  },
}
