import type { RefusalAnswer } from '@/lib/http/schema'

type Told = RefusalAnswer['error']
/** A refusal as pages catch it. `details` holds everything that the answer names, such as what a row is still used by. */
export type ApiError = Error &
  Pick<Told, 'code' | 'fields'> &
  Partial<Pick<Told, 'requestId'> & Record<'details', Record<string, unknown>>> &
  Record<'status', number>

export const isApiError = (error: unknown): error is ApiError => error instanceof Error && error.name === 'ApiError'

/** The filters of a list. Those that are null or absent are not sent. */
export type Chosen<Query, Names extends keyof Query> = Partial<Record<Names, string | null>>
type Query = Record<string, string | number | boolean | null | undefined>
type Asked = Pick<RequestInit, 'signal'> &
  Partial<Record<'method', 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'> & Record<'query', Query> & Record<'key', string>>

/** Calls the portal's JSON API; throws an ApiError (code `network` when the server cannot be reached). Under a `key`, a repetition has no effect. */
export async function api<Answer>(
  path: string,
  { method, query, signal, key, ...asked }: Asked & Partial<Record<'body', unknown>> = {},
): Promise<Answer> {
  const { body } = asked
  const form = body instanceof FormData
  let response: Response
  try {
    response = await fetch(withQuery(path, query), {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(body !== undefined && !form && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      body: body === undefined ? undefined : form ? body : JSON.stringify(body),
      signal,
    })
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw unreachable()
  }
  if (response.status === 204) return undefined as Answer
  if (!response.ok) throw await refusalIn(response)
  return (await response.json().catch(() => undefined)) as Answer
}

/**
 * The function of a query that reads `path`. It carries the address, so that the server can ask the same route in its own process
 * (lib/http/prefetch.ts). A list's `query` is given the cursor of the page that is wanted.
 */
export function reads<Answer>(path: string, query?: (cursor: string | null) => Query) {
  const address = (cursor: unknown): string => withQuery(path, query?.(cursor as string | null))
  const read = ({ signal, pageParam }: Pick<RequestInit, 'signal'> & Partial<Record<'pageParam', unknown>>) =>
    api<Answer>(address(pageParam), { signal })
  return Object.assign(read, { address })
}

/** How a list goes on from page to page: `infiniteQueryOptions({ …, ...byCursor })`. */
export const byCursor = {
  initialPageParam: null as string | null,
  getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor,
}

/** Reads the refusal in an answer of the API. */
export async function refusalIn(response: Response): Promise<ApiError> {
  const answer = (await response.json().catch(() => undefined)) as Partial<RefusalAnswer> | undefined
  return apiError(response.status, { requestId: response.headers.get('x-request-id') ?? undefined, ...answer?.error })
}

function withQuery(path: string, query: Query = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '')
  if (pairs.length === 0) return path
  return `${path}?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]))}`
}

/** The server cannot be reached. */
export const unreachable = (): ApiError => apiError(0, { code: 'network' })

function apiError(status: number, told: Partial<Told>): ApiError {
  const { code = 'unknown', message = '', fields, requestId } = told
  return Object.assign(new Error(message), { name: 'ApiError', status, code, fields, requestId, details: told })
}

/** A key for one form that was opened, so that sending it again is no second request. It needs no secure context, as randomUUID would. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
