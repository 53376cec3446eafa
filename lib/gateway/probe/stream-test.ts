import 'server-only'
import { Readable } from 'node:stream'
import { modelAt } from '@/lib/catalog/edit/probed-upstream'
import type { Upstream } from '@/lib/catalog/entries'
import { fail } from '@/lib/errors'
import { listUpstreamModels, testUpstream } from './probe-upstream'

/** Streams a chat straight from the upstream as OpenAI's events, so that an operator sees what callers would get. */
export async function testAnswer(
  upstream: Upstream,
  { model, prompt }: { model?: string | undefined; prompt: string },
  signal: AbortSignal,
): Promise<Response> {
  const chosen = model ?? modelAt(upstream) ?? (await listUpstreamModels(upstream))[0]
  if (chosen === undefined) throw fail('invalid_request', { fields: { model: 'upstream_lists_none' } })
  const body = await testUpstream({ upstream, model: chosen, prompt, signal })
  return new Response(Readable.toWeb(body) as ReadableStream, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      'x-atrium-model': encodeURIComponent(chosen),
    },
  })
}
