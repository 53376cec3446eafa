import { timingSafeEqual } from 'node:crypto'
import { env } from '@/lib/env'
import { fail } from '@/lib/errors'
import { promRegistry } from '@/lib/gateway/observe/prometheus'
import { errorResponse } from '@/lib/http/error-response'
import { verbs } from '@/lib/http/verbs'
import { localeOf } from '@/lib/http/words'
import { newId } from '@/lib/ids'

export const dynamic = 'force-dynamic'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  /** Prometheus asks this, with `METRICS_TOKEN` as its bearer token. Without that variable there is nothing here. */
  GET: async ({ headers }: Request) => {
    const token = env().METRICS_TOKEN
    const refused =
      token === undefined ? 'not_found' : isSame(headers.get('authorization') ?? '', `Bearer ${token}`) ? null : 'not_signed_in'
    if (refused) return errorResponse(fail(refused), newId('request'), localeOf(headers))
    const registry = promRegistry()
    return new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType, 'cache-control': 'no-store' } })
  },
})

function isSame(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)]
  return one.length === other.length && timingSafeEqual(one, other)
}
