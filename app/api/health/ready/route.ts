import { readiness } from '@/lib/boot/readiness'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  /** Load balancers ask this. It answers 503 as soon as new calls should go to another process. */
  GET: async () => {
    const { ready, checks } = await readiness()
    return Response.json(
      { status: ready ? 'ok' : 'unavailable', checks },
      { status: ready ? 200 : 503, headers: { 'cache-control': 'no-store' } },
    )
  },
})
