import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import { afterAll } from 'vitest'

export const stripeSecrets = { STRIPE_SECRET_KEY: 'sk_test_atrium', STRIPE_WEBHOOK_SECRET: 'whsec_test_atrium' }

/** A server that opens Checkout sessions as Stripe does: the same one for the same Idempotency-Key, and none without the right key. */
export async function startFakeStripe() {
  const sessions = new Map<string, { id: string; form: URLSearchParams }>()
  let broken = false
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const part of request) text += part
    const key = String(request.headers['idempotency-key'])
    const allowed = request.headers.authorization === `Bearer ${stripeSecrets.STRIPE_SECRET_KEY}`
    if (broken || !allowed || request.url !== '/v1/checkout/sessions') return void response.writeHead(broken ? 500 : 401).end('{}')
    const { id } = sessions.get(key) ?? { id: `cs_test_${sessions.size + 1}` }
    sessions.set(key, { id, form: new URLSearchParams(text) })
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id, url: `https://checkout.stripe.test/${id}` }))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  afterAll(() => new Promise((done) => server.close(done)))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    sessions,
    breaks: (now: boolean) => {
      broken = now
    },
  }
}

let events = 0

/** An event of a checkout session, and the header by which Stripe signs it. */
export function stripeEvent(type: string, checkout: object, secret = stripeSecrets.STRIPE_WEBHOOK_SECRET, agoSeconds = 0) {
  const body = JSON.stringify({
    id: `evt_${++events}`,
    object: 'event',
    type,
    data: { object: { object: 'checkout.session', ...checkout } },
  })
  const time = Math.floor(Date.now() / 1000) - agoSeconds
  const hex = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')
  return { body, headers: { 'stripe-signature': `t=${time},v1=${hex}` } }
}
