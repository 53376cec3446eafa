import { listModels, modelById } from '@/lib/catalog/edit/list-rows'
import { saveModel } from '@/lib/catalog/edit/save-model'
import { priceNames } from '@/lib/catalog/names'
import { modelInput, modelList, oneModel } from '@/lib/catalog/schema'
import { operatorOf } from '@/lib/http/operator'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'List the models',
    who: 'operator',
    answer: modelList,
    run: async () => ({ models: await listModels() }),
  }),

  POST: route({
    summary: 'Add a model with its targets and price',
    who: 'operator',
    body: modelInput,
    exact: [...priceNames, 'price'],
    answer: oneModel,
    status: 201,
    refusals: ['name_taken'],
    run: async ({ body, ...given }) => ({ model: await modelById(await saveModel({ by: operatorOf(given), input: body })) }),
  }),
})
