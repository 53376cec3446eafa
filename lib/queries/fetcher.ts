/** What the API answers when it refuses: `{error:{code,message,fields?,requestId}}`. */
export interface ApiError extends Error {
  name: 'ApiError'
  status: number
  code: string
  fields?: Record<string, string>
  requestId?: string
  /** What else the answer names, such as what a row is still used by. */
  details?: Record<string, unknown>
}

export const isApiError = (error: unknown): error is ApiError => error instanceof Error && error.name === 'ApiError'

interface Options {
  method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  body?: unknown
  query?: Record<string, string | number | boolean | null | undefined>
  signal?: AbortSignal
}

/** Calls the portal's JSON API; throws an ApiError (code `network` when the server cannot be reached). */
export async function api<Answer>(path: string, { method, body, query, signal }: Options = {}): Promise<Answer> {
  const form = body instanceof FormData
  let response: Response
  try {
    response = await fetch(withQuery(path, query), {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: body === undefined || form ? undefined : { 'content-type': 'application/json' },
      body: body === undefined ? undefined : form ? body : JSON.stringify(body),
      signal,
    })
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw apiError(0, { code: 'network', message: '' })
  }
  if (response.status === 204) return undefined as Answer
  const answer: unknown = await response.json().catch(() => undefined)
  if (response.ok) return answer as Answer
  const told = (answer as { error?: Partial<ApiError> & Record<string, unknown> } | undefined)?.error
  throw apiError(response.status, {
    code: told?.code ?? 'unknown',
    message: told?.message ?? '',
    fields: told?.fields,
    requestId: told?.requestId ?? response.headers.get('x-request-id') ?? undefined,
    details: told,
  })
}

function withQuery(path: string, query: Options['query']): string {
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== null && value !== '')
  if (pairs.length === 0) return path
  return `${path}?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]))}`
}

function apiError(status: number, told: Pick<ApiError, 'code' | 'message' | 'fields' | 'requestId' | 'details'>): ApiError {
  return Object.assign(new Error(told.message), { ...told, name: 'ApiError' as const, status })
}
