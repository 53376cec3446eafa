import * as z from 'zod'
import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { payee } from '@/lib/ledger/request-schema'
import { revealPayee } from '@/lib/ledger/requests/reveal-payee'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'The whole account that a withdrawal goes to; each look is audited',
    who: 'operator',
    keys: false,
    params: z.object({ id: z.string() }),
    answer: payee,
    run: ({ params: { id }, caller, request }) => revealPayee({ actor: actorOf({ caller, request }), id }),
  }),
})
