import * as z from 'zod'
import { upstreamHealth } from '@/lib/gateway/upstream-health'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

const when = z.string().nullable()
const target = z.object({
  target: z.string(),
  model: z.string(),
  upstream: z.string(),
  upstreamModel: z.string(),
  state: z.enum(['closed', 'open', 'half_open', 'resting', 'off']),
  failures: z.int(),
  retryIn: z.int().nullable(),
  lastFailure: z.object({ time: z.string(), reason: z.string(), status: z.int().nullable() }).nullable(),
  lastSuccess: when,
  latencyMs: z.int().nullable(),
})

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'How every upstream and its targets are doing in this process',
    who: 'operator',
    answer: z.object({
      upstreams: z.array(
        z.object({ upstream: z.string(), name: z.string(), running: z.int(), waiting: z.int(), targets: z.array(target) }),
      ),
    }),
    run: async () => ({
      upstreams: upstreamHealth().map(({ targets, ...upstream }) => ({
        ...upstream,
        targets: targets.map(({ lastFailure, lastSuccess, ...rest }) => ({
          ...rest,
          lastFailure: lastFailure && { ...lastFailure, time: lastFailure.time.toISOString() },
          lastSuccess: lastSuccess?.toISOString() ?? null,
        })),
      })),
    }),
  }),
})
