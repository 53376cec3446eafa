import { groupById, listGroups } from '@/lib/catalog/edit/list-rows'
import { saveGroup } from '@/lib/catalog/edit/save-group'
import { groupInput, groupList, oneGroup } from '@/lib/catalog/group-schema'
import { operatorOf } from '@/lib/http/operator'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'List the groups',
    who: 'operator',
    answer: groupList,
    run: async () => ({ groups: await listGroups() }),
  }),

  POST: route({
    summary: 'Add a group of users',
    who: 'operator',
    body: groupInput,
    exact: ['multiplier', 'spendLimit', 'spendLimitPerDay', 'spendLimitPerMonth'],
    answer: oneGroup,
    status: 201,
    refusals: ['name_taken'],
    run: async ({ body, ...given }) => ({ group: await groupById(await saveGroup({ by: operatorOf(given), input: body })) }),
  }),
})
