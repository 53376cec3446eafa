import { readiness } from '@/lib/boot/readiness'

/** For load balancers: 503 as soon as new calls should go elsewhere. */
export async function GET(): Promise<Response> {
  const { ready, checks } = await readiness()
  return Response.json(
    { status: ready ? 'ok' : 'unavailable', checks },
    { status: ready ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  )
}
