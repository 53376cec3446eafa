import * as z from 'zod'
import { archiveModel } from '@/lib/catalog/edit/archive'
import { modelById } from '@/lib/catalog/edit/list-rows'
import { saveModel } from '@/lib/catalog/edit/save-model'
import { priceNames } from '@/lib/catalog/names'
import { modelPatch, oneModel } from '@/lib/catalog/schema'
import { operatorOf } from '@/lib/http/operator'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

const params = z.strictObject({ id: z.string() })

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'One model',
    who: 'operator',
    params,
    answer: oneModel,
    run: async ({ params: { id } }) => ({ model: await modelById(id) }),
  }),

  PATCH: route({
    summary: 'Change the members that are sent',
    who: 'operator',
    params,
    body: modelPatch,
    exact: [...priceNames, 'price'],
    answer: oneModel,
    refusals: ['name_taken', 'managed_by_file'],
    run: async ({ params: { id }, body, ...given }) => ({
      model: await modelById(await saveModel({ by: operatorOf(given), id, input: body })),
    }),
  }),

  DELETE: route({
    summary: 'Archive: gone for callers and operators, its name is free again, history stays',
    who: 'operator',
    params,
    refusals: ['managed_by_file'],
    run: async ({ params: { id }, ...given }) => {
      await archiveModel({ by: operatorOf(given), id })
      return undefined
    },
  }),
})
