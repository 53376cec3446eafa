import { randomFillSync } from 'node:crypto'
import { once } from './once'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const kinds = {
  announcement: 'ann',
  apiKey: 'key',
  application: 'app',
  attempt: 'att',
  audit: 'aud',
  batch: 'bat',
  call: 'call',
  canned: 'can',
  code: 'code',
  conversation: 'conv',
  group: 'grp',
  hold: 'hld',
  job: 'job',
  limit: 'lim',
  mail: 'mail',
  message: 'msg',
  notice: 'ntc',
  price: 'prc',
  process: 'prs',
  recharge: 'rch',
  reply: 'rpl',
  request: 'req',
  session: 'ses',
  target: 'tgt',
  ticket: 'tkt',
  transfer: 'tr',
  upstream: 'ups',
  withdrawal: 'wdr',
} as const
export type IdKind = keyof typeof kinds

const pool = once('ids.random', () => ({ bytes: Buffer.alloc(4096), at: 4096 }))

/** Makes an id that begins with its kind (`key_…`), sorts by the time of its making (48 bits of milliseconds) and has 71 random bits. */
export function newId(kind: IdKind, now = Date.now()): string {
  let time = ''
  for (let rest = now; time.length < 8; rest = Math.floor(rest / 62)) time = alphabet.charAt(rest % 62) + time
  let random = ''
  while (random.length < 12) {
    if (pool.at === pool.bytes.length) {
      randomFillSync(pool.bytes)
      pool.at = 0
    }
    const byte = pool.bytes[pool.at++] ?? 0
    if (byte < 248) random += alphabet.charAt(byte % 62) // 248 = 4 × 62, so no letter is more likely than another.
  }
  return `${kinds[kind]}_${time}${random}`
}

/** When this id was made, in milliseconds. Undefined when it is not one of ours. */
export function timeOfId(id: string): number | undefined {
  const digits = /^[a-z]+_([0-9A-Za-z]{8})[0-9A-Za-z]{12}$/.exec(id)?.[1]
  if (!digits) return undefined
  let time = 0
  for (const digit of digits) time = time * 62 + alphabet.indexOf(digit)
  return time
}
