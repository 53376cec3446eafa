import * as z from 'zod'
import { archiveUpstream } from '@/lib/catalog/edit/archive'
import { upstreamById } from '@/lib/catalog/edit/list-rows'
import { saveUpstream } from '@/lib/catalog/edit/save-upstream'
import { oneUpstream, upstreamPatch } from '@/lib/catalog/upstream-schema'
import { operatorOf } from '@/lib/http/operator'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

const params = z.strictObject({ id: z.string() })

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'One upstream',
    who: 'operator',
    params,
    answer: oneUpstream,
    run: async ({ params: { id } }) => ({ upstream: await upstreamById(id) }),
  }),

  PATCH: route({
    summary: 'Change the members that are sent',
    who: 'operator',
    params,
    body: upstreamPatch,
    answer: oneUpstream,
    refusals: ['name_taken', 'managed_by_file'],
    run: async ({ params: { id }, body, ...given }) => ({
      upstream: await upstreamById(await saveUpstream({ by: operatorOf(given), id, input: body })),
    }),
  }),

  DELETE: route({
    summary: 'Archive: gone for callers and operators, its name is free again, history stays',
    who: 'operator',
    params,
    refusals: ['in_use', 'managed_by_file'],
    run: async ({ params: { id }, ...given }) => {
      await archiveUpstream({ by: operatorOf(given), id })
      return undefined
    },
  }),
})
