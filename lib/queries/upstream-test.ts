import type { ApiError } from './fetcher'

export interface TestEvent {
  text?: string
  reasoning?: string
  /** counted by the upstream itself */
  outputTokens?: number
  error?: string
}

interface Chunk {
  error?: { message?: string }
  choices?: { delta?: { content?: string | null; reasoning_content?: string | null; reasoning?: string | null } }[]
  usage?: { completion_tokens?: number } | null
}

/** One streamed answer straight from an upstream; ends when it does or the signal says so. */
export async function* streamUpstreamTest(
  id: string,
  body: { model?: string; prompt: string },
  signal: AbortSignal,
): AsyncGenerator<TestEvent> {
  const response = await fetch(`/api/admin/upstreams/${id}/test`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  })
  if (!response.ok || !response.body) throw await refusal(response)
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

function readLine(line: string): TestEvent | undefined {
  const data = line.startsWith('data:') ? line.slice(5).trim() : ''
  if (data === '' || data === '[DONE]') return undefined
  const { error, choices, usage } = JSON.parse(data) as Chunk
  if (error) return { error: error.message ?? '' }
  const delta = choices?.[0]?.delta
  return {
    text: delta?.content ?? undefined,
    reasoning: delta?.reasoning_content ?? delta?.reasoning ?? undefined,
    outputTokens: usage?.completion_tokens,
  }
}

async function refusal(response: Response): Promise<ApiError> {
  const answer = (await response.json().catch(() => undefined)) as { error?: { code?: string; message?: string } } | undefined
  const { code = 'unknown', message = '' } = answer?.error ?? {}
  return Object.assign(new Error(message), { name: 'ApiError' as const, status: response.status, code })
}
