import 'server-only'
import { db } from '@/lib/db/prisma'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { type Rows, readRows } from './rows'
import { showGroup, showModel, showUpstream } from './show-rows'

const rows = (): Promise<Rows> => transaction(readRows, { isolationLevel: 'RepeatableRead' })

const only = <T extends { id: string }>(list: T[], id: string): T => {
  const found = list.find((row) => row.id === id)
  if (!found) throw fail('not_found')
  return found
}

export async function listUpstreams() {
  const { upstreams, models } = await rows()
  return upstreams.map((upstream) => showUpstream(upstream, models))
}
export const upstreamById = async (id: string) => only(await listUpstreams(), id)

export async function listModels() {
  const { models } = await rows()
  return models.map(showModel)
}
export const modelById = async (id: string) => only(await listModels(), id)

export async function listGroups() {
  const { groups } = await rows()
  const counted = await db().user.groupBy({ by: ['groupName'], _count: true })
  const members = new Map(counted.map(({ groupName, _count }) => [groupName, _count]))
  return groups.map((group) => showGroup(group, members.get(group.row.name) ?? 0))
}
export const groupById = async (id: string) => only(await listGroups(), id)
