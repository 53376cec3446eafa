import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { exactDecimal } from '@/lib/json'
import { offeredMethods, payMethods } from '@/lib/ledger/payments/methods'
import { rechargeOptions } from '@/lib/ledger/request-schema'
import { settings } from '@/lib/settings/settings'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'The ways to pay in, the least amount, and where to pay',
    who: 'user',
    answer: rechargeOptions,
    run: async () => {
      const { minRecharge, rechargeInstructions: instructions } = settings()
      const methods = offeredMethods().map((name) => ({ name, instant: payMethods[name].open !== undefined }))
      return { minimum: exactDecimal(minRecharge), methods, instructions }
    },
  }),
})
