import * as z from 'zod'
import { setup, signedIn } from '@/lib/auth/schema'
import { setUp, setupTokenCounts } from '@/lib/auth/setup'
import { route } from '@/lib/http/route'
import { signedInResponse } from '@/lib/http/signed-in'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'Whether a set-up link may still be used',
    who: 'anyone',
    query: z.strictObject({ token: z.string().max(200).default('') }),
    answer: z.object({ open: z.boolean() }),
    run: async ({ query }) => ({ open: await setupTokenCounts(query.token) }),
  }),

  POST: route({
    summary: 'Create the first owner with the one-time link',
    who: 'anyone',
    rate: 'register',
    body: setup,
    answer: signedIn,
    status: 201,
    refusals: ['setup_closed', 'username_taken', 'email_taken'],
    run: async ({ body, request }) =>
      signedInResponse(await setUp({ ...body, address: request.address, userAgent: request.userAgent }), request, 201),
  }),
})
