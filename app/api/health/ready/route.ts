import { readiness } from '@/lib/boot/readiness'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  /** For load balancers: 503 as soon as new calls should go elsewhere. */
  GET: async () => {
    const { ready, checks } = await readiness()
    return Response.json(
      { status: ready ? 'ok' : 'unavailable', checks },
      { status: ready ? 200 : 503, headers: { 'cache-control': 'no-store' } },
    )
  },
})
