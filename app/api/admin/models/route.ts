import * as z from 'zod'
import { modelAnswer } from '@/lib/catalog/answers'
import { listModels, modelById } from '@/lib/catalog/edit/list-rows'
import { saveModel } from '@/lib/catalog/edit/save-model'
import { priceMembers } from '@/lib/catalog/price'
import { modelInput } from '@/lib/catalog/schema'
import { operatorOf } from '@/lib/http/operator'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'List the models',
    who: 'operator',
    answer: z.object({ models: z.array(modelAnswer) }),
    run: async () => ({ models: await listModels() }),
  }),

  POST: route({
    summary: 'Add a model with its targets and price',
    who: 'operator',
    body: modelInput,
    exact: priceMembers,
    answer: z.object({ model: modelAnswer }),
    status: 201,
    refusals: ['name_taken'],
    run: async ({ body, ...given }) => ({ model: await modelById(await saveModel({ by: operatorOf(given), input: body })) }),
  }),
})
