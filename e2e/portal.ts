import { setTimeout as sleep } from 'node:timers/promises'

/** A person who uses the portal's JSON API. */
export interface Portal {
  token: string
  userId: number
  get<T>(path: string): Promise<T>
  post<T>(path: string, body: object): Promise<T>
  send(method: string, path: string, body?: object): Promise<Response>
}

interface Signed {
  token: string
  user: { id: number }
}

async function read<T>(response: Response, what: string): Promise<T> {
  const text = await response.text()
  if (!response.ok) throw new Error(`${what}: ${response.status} ${text.slice(0, 500)}`)
  return JSON.parse(text) as T
}

function portalOf(url: string, { token, user }: Signed): Portal {
  const send = (method: string, path: string, body?: object) =>
    fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
  return {
    token,
    userId: user.id,
    send,
    get: async (path) => read(await send('GET', path), `GET ${path}`),
    post: async (path, body) => read(await send('POST', path, body), `POST ${path}`),
  }
}

const sign = async (url: string, path: string, body: object): Promise<Portal> => {
  const response = await fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  return portalOf(url, await read<Signed>(response, path))
}
export const login = (url: string, person: { username: string; password: string }) => sign(url, '/api/auth/login', person)
export const register = (url: string, username: string, password = 'correct-horse-battery') =>
  sign(url, '/api/auth/register', { username, password })

export const createKeys = async (portal: Portal, options: object = {}): Promise<{ id: string; secret: string }[]> =>
  (await portal.post<{ keys: { id: string; secret: string }[] }>('/api/keys', { name: 'test', ...options })).keys

/** Puts money into somebody's wallet; the amount is decimal text. */
export const adjust = (owner: Portal, userId: number, amount: string, account: 'cash' | 'grant' = 'cash') =>
  owner.post(`/api/admin/users/${userId}/adjustments`, { amount, account, reason: 'test' })

export interface UsageRecord {
  id: string
  requestId: string
  endpoint: string
  model: string
  status: number
  errorCode: string | null
  inputTokens: number
  cachedTokens: number
  outputTokens: number
  reasoningTokens: number
  charge: string
  estimated: boolean
  attempts: { status: number | null; reason: string | null; ms: number }[]
}

// Money arrives as plain decimals with up to nine places, so it is kept as the text that was sent.
const withMoneyAsText = (text: string) => text.replace(/"(charge|balance|cash|grant|onHold|amount|_cost)":\s*(-?\d[\d.]*)/g, '"$1":"$2"')

async function recordsAt(portal: Portal, query: string): Promise<UsageRecord[]> {
  const response = await portal.send('GET', `/api/usage?${query}`)
  const { records } = JSON.parse(withMoneyAsText(await response.text())) as { records?: UsageRecord[] }
  if (!records) throw new Error(`GET /api/usage: ${response.status}`)
  return records
}

export const usageOf = async (portal: Portal, requestId: string): Promise<UsageRecord | undefined> =>
  (await recordsAt(portal, `requestId=${requestId}`))[0]

/** The newest calls of a person, at most a hundred. */
export const usageRecordsOf = (portal: Portal): Promise<UsageRecord[]> => recordsAt(portal, 'limit=100')

export interface WalletNow {
  balance: bigint
  cash: bigint
  grant: bigint
  onHold: bigint
}
export async function walletOf(portal: Portal): Promise<WalletNow> {
  const response = await portal.send('GET', '/api/wallet')
  const wallet = JSON.parse(withMoneyAsText(await response.text())) as Record<string, string>
  const nanos = (name: string) => nanosOf(wallet[name] ?? 'missing')
  return { balance: nanos('balance'), cash: nanos('cash'), grant: nanos('grant'), onHold: nanos('onHold') }
}

/** Exact: decimal text to nanos. */
export function nanosOf(text: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,9}))?$/.exec(text)
  if (!match) throw new Error(`not an amount of money: ${text}`)
  const nanos = BigInt(match[2] ?? '0') * 1_000_000_000n + BigInt((match[3] ?? '').padEnd(9, '0'))
  return match[1] ? -nanos : nanos
}

/** A wait for what happens within a second on an idle machine. It is shorter than the 3 s after which a lost notification is noticed. */
export const soon = 2500

/** Asks again until the condition holds or the time is over. Returns how long it took. */
export async function within(ms: number, holds: () => Promise<boolean>): Promise<number> {
  const start = Date.now()
  while (!(await holds())) {
    if (Date.now() - start > ms) throw new Error(`not within ${ms} ms`)
    await sleep(50)
  }
  return Date.now() - start
}
