import * as z from 'zod'
import { archiveGroup } from '@/lib/catalog/edit/archive'
import { groupById } from '@/lib/catalog/edit/list-rows'
import { saveGroup } from '@/lib/catalog/edit/save-group'
import { groupPatch, oneGroup } from '@/lib/catalog/group-schema'
import { operatorOf } from '@/lib/http/operator'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

const params = z.strictObject({ id: z.string() })

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'One group',
    who: 'operator',
    params,
    answer: oneGroup,
    run: async ({ params: { id } }) => ({ group: await groupById(id) }),
  }),

  PATCH: route({
    summary: 'Change the members that are sent',
    who: 'operator',
    params,
    body: groupPatch,
    exact: ['multiplier', 'spendLimit', 'spendLimitPerDay', 'spendLimitPerMonth'],
    answer: oneGroup,
    refusals: ['name_taken', 'managed_by_file'],
    run: async ({ params: { id }, body, ...given }) => ({
      group: await groupById(await saveGroup({ by: operatorOf(given), id, input: body })),
    }),
  }),

  DELETE: route({
    summary: 'Archive: gone for callers and operators, its name is free again, history stays',
    who: 'operator',
    params,
    refusals: ['in_use', 'managed_by_file'],
    run: async ({ params: { id }, ...given }) => {
      await archiveGroup({ by: operatorOf(given), id })
      return undefined
    },
  }),
})
