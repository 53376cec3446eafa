import { beforeAll, expect, it } from 'vitest'
import * as z from 'zod'
import { bootPortal, call, closePortalAfterwards, newUser } from '@/tests/portal'
import { nextAuthHandler } from './next-auth/handler'
import { route, strangersLimit } from './route'

beforeAll(bootPortal)
closePortalAfterwards()

it('a caller who has not signed in may send 128 KiB, and next-auth reads no more either', async () => {
  const echo = route({ who: 'anyone', body: z.object({ text: z.string() }), answer: z.any(), run: async () => ({}) })
  const body = { text: 'x'.repeat(strangersLimit) }
  expect((await call(echo, { body })).status).toBe(413)
  expect((await call(echo, { body, token: (await newUser()).token })).status).toBe(200)

  let sent = 0
  let over = false
  const endless = new ReadableStream<Uint8Array>({
    pull(out) {
      sent += 16_384
      if (sent > 100_000_000) out.close()
      else out.enqueue(new Uint8Array(16_384).fill(97))
    },
    cancel() {
      over = true
    },
  })
  const request = new Request('http://portal.test/api/auth/callback/credentials', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: endless,
    duplex: 'half',
  } as RequestInit)
  const context = { params: Promise.resolve({ nextauth: ['callback', 'credentials'] }) }
  expect((await nextAuthHandler(request, context)).status).toBe(413)
  expect([over, sent < 4 * strangersLimit]).toEqual([true, true])
})
