import { createHmac, timingSafeEqual } from 'node:crypto'

/** How far the time of a signature may be from ours, in seconds. An older one is a replay. */
const tolerance = 300

/**
 * Whether Stripe signed this body with the secret lately. The header is `t=<seconds>,v1=<hex>`, with a `v1` for each secret while one is
 * exchanged (docs.stripe.com/webhooks#verify-manually).
 */
export function isSigned(body: string, header: string, secret: string, nowMs = Date.now()): boolean {
  const parts = header.split(',').map((part) => part.trim().split('='))
  const time = parts.find(([name]) => name === 't')?.[1] ?? ''
  if (!/^\d{1,12}$/.test(time) || Math.abs(nowMs / 1000 - Number(time)) > tolerance) return false
  const expected = createHmac('sha256', secret).update(`${time}.${body}`).digest()
  return parts.some(([name, hex = '']) => {
    const given = Buffer.from(name === 'v1' ? hex : '', 'hex')
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}
