import type { TestBody } from '@/lib/catalog/upstream-schema'
import type { TestChunk } from '@/lib/gateway/schema'
import { refusalIn } from './fetcher'

/** One streamed answer straight from an upstream; ends when it does or the signal says so. */
export async function* streamUpstreamTest(
  id: string,
  body: TestBody,
  signal: AbortSignal,
): AsyncGenerator<NonNullable<ReturnType<typeof readLine>>> {
  const response = await fetch(`/api/admin/upstreams/${id}/test`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  })
  if (!response.ok || !response.body) throw await refusalIn(response)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const lines = `${rest}${part.value}`.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const event = readLine(line)
      if (event) yield event
    }
  }
}

function readLine(line: string) {
  const data = line.startsWith('data:') ? line.slice(5).trim() : ''
  if (data === '' || data === '[DONE]') return undefined
  const { error, choices, usage } = JSON.parse(data) as TestChunk
  const delta = choices?.[0]?.delta
  return {
    error: error && (error.message ?? ''),
    text: delta?.content ?? undefined,
    reasoning: delta?.reasoning_content ?? delta?.reasoning ?? undefined,
    /** Counted by the upstream itself. */
    outputTokens: usage?.completion_tokens,
  }
}
