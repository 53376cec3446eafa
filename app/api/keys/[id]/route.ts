import * as z from 'zod'
import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { changeKey } from '@/lib/keys/change-key'
import { deleteKey } from '@/lib/keys/delete-key'
import { keyById } from '@/lib/keys/list-keys'
import { changeKeyInput, oneKey } from '@/lib/keys/schema'

const params = z.strictObject({ id: z.string() })

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'One of your API keys',
    who: 'user',
    params,
    answer: oneKey,
    run: async ({ user, params: { id } }) => ({ key: await keyById({ userId: user.id, id }) }),
  }),

  PATCH: route({
    summary: 'Change, enable or disable an API key; only the members that are sent',
    who: 'user',
    keys: false,
    params,
    body: changeKeyInput,
    exact: ['spendLimit', 'spendLimitPerDay', 'spendLimitPerMonth'],
    answer: oneKey,
    refusals: ['key_granted', 'key_gone'],
    run: async ({ user, params: { id }, body, caller, request }) => ({
      key: await changeKey({ owner: user, by: actorOf({ caller, request }), id, input: body }),
    }),
  }),

  DELETE: route({
    summary: 'Delete an API key; it stops working at once',
    who: 'user',
    params,
    run: async ({ user, params: { id }, caller, request }) => {
      await deleteKey({ userId: user.id, by: actorOf({ caller, request }), id })
      return undefined
    },
  }),
})
