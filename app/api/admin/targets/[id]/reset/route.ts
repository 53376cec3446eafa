import * as z from 'zod'
import { resetTarget } from '@/lib/catalog/edit/reset-target'
import { resetHealth } from '@/lib/gateway/targets/breaker'
import { operatorOf } from '@/lib/http/operator'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Close the breaker of a target and end its rest, in every process',
    who: 'operator',
    params: z.strictObject({ id: z.string() }),
    run: async ({ params: { id }, ...given }) => {
      await resetTarget({ by: operatorOf(given), id })
      resetHealth(id)
      return undefined
    },
  }),
})
