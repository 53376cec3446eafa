import 'server-only'
import { audit } from '@/lib/audit/audit'
import type { Tx } from '@/lib/db/prisma'
import { fail } from '@/lib/errors'
import type { GroupUse } from '../names'
import { changeCatalog, editable } from './change-catalog'
import type { Operator } from './operator'
import { withoutCredential } from './show-rows'

interface Given {
  by: Operator
  id: string
}

// An archived row is gone for callers and operators, and its name is free again. The row itself stays, because usage records and price
// versions refer to it.
const setAside = (name: string, id: string) => ({ name: `${name} (${id})`, archivedAt: new Date() })

export async function archiveUpstream({ by, id }: Given): Promise<void> {
  await changeCatalog(async (tx, rows) => {
    const { row } = editable(rows.upstreams, id)
    const models = rows.models.filter((model) => model.row.targets.some(({ upstream }) => upstream === row.name)).map((model) => model.id)
    if (models.length > 0)
      throw fail('in_use', { message: `The upstream “${row.name}” is still a target of: ${models.join(', ')}.`, more: { models } })
    await tx.upstream.update({ where: { id }, data: { ...setAside(row.name, id), enabled: false, apiKeySealed: null, fromFile: false } })
    await audit(tx, { actor: by, action: 'upstream.archive', subject: `upstream:${id}`, before: withoutCredential(row) })
    return { result: undefined }
  })
}

export async function archiveModel({ by, id }: Given): Promise<void> {
  await changeCatalog(async (tx, rows) => {
    const { row } = editable(rows.models, id)
    const models = rows.models
      .filter((other) => other.row.fallbacks.some((name) => [id, ...row.aliases].includes(name)))
      .map((other) => other.id)
    if (models.length > 0)
      throw fail('in_use', { message: `The model “${id}” is still a fallback of: ${models.join(', ')}.`, more: { models } })
    await tx.modelName.deleteMany({ where: { modelId: id } })
    await tx.target.deleteMany({ where: { modelId: id } })
    await tx.model.update({ where: { id }, data: { archivedAt: new Date(), enabled: false, fromFile: false } })
    await audit(tx, { actor: by, action: 'model.archive', subject: `model:${id}`, before: row })
    return { result: undefined }
  })
}

export async function archiveGroup({ by, id }: Given): Promise<void> {
  await changeCatalog(async (tx, rows) => {
    const { row } = editable(rows.groups, id)
    if (row.name === 'default') throw fail('in_use', { message: 'New users are put into the group “default”, so it stays.' })
    await refuseGroupInUse(tx, row.name, rows.models)
    await tx.group.update({ where: { id }, data: { ...setAside(row.name, id), fromFile: false } })
    await audit(tx, { actor: by, action: 'group.archive', subject: `group:${row.name}`, before: row })
    return { result: undefined }
  })
}

const shown = 20

async function refuseGroupInUse(tx: Tx, name: string, models: { id: string; row: { groups: string[] | null } }[]): Promise<void> {
  const users = await tx.user.findMany({ where: { groupName: name }, select: { username: true }, orderBy: { id: 'asc' }, take: shown })
  const keys = await tx.apiKey.findMany({
    where: { groupName: name, deletedAt: null },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: shown,
  })
  const listing = {
    members: users.map(({ username }) => username),
    keys: keys.map(({ id }) => id),
    models: models.filter(({ row }) => row.groups?.includes(name)).map(({ id }) => id),
  } satisfies Record<GroupUse, string[]>
  const parts = Object.entries(listing).filter(([, names]) => names.length > 0)
  if (parts.length === 0) return
  const words = parts.map(([what, names]) => `${what}: ${names.join(', ')}${names.length === shown ? ' …' : ''}`)
  throw fail('in_use', { message: `The group “${name}” still has ${words.join('; ')}.`, more: listing })
}
