import 'server-only'
import { createHmac } from 'node:crypto'
import { Agent, request } from 'undici'
import * as z from 'zod'
import { publicLookup } from '@/lib/addresses/public-address'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { env } from '@/lib/env'
import { newId } from '@/lib/ids'
import { jobKind } from '@/lib/jobs/job-kind'
import { defaultLocale, locales } from '@/lib/locales'
import { noticeChoices } from './choices'
import { isAllowedBesides, mayBeCalled } from './webhook-address'
import { noticeWords } from './words'

export const sendWebhookJob = jobKind('notices.webhook', z.strictObject({ noticeId: z.string() }))

const timeMs = 10_000
const longestAnswer = 65_536

const noticeRow = z.object({
  id: z.string(),
  user_id: z.int(),
  event: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  href: z.string().nullable(),
  created_at: z.date(),
  locale: z.enum(locales).nullable().catch(null),
})

/** Sends a notice to its user's webhook, if there still is one. Throws when it was not taken, so that it is sent again. */
export async function sendWebhook({ noticeId }: z.output<typeof sendWebhookJob.input>, { signal }: { signal: AbortSignal }): Promise<void> {
  const [notice] = await rowsOf(
    pool(),
    noticeRow,
    `select n.id, n.user_id, n.event, n."values", n.href, n.created_at, u.locale from notices n join users u on u.id = n.user_id
     where n.id = $1 and u.enabled`,
    [noticeId],
  )
  if (!notice) return
  const { webhook } = await noticeChoices(notice.user_id)
  if (!webhook) return
  const words = noticeWords(notice.locale ?? defaultLocale, notice.event, notice.values)
  const status = await post(webhook, notice.id, signal, {
    type: notice.event,
    timestamp: notice.created_at.toISOString(),
    data: { id: notice.id, ...words, url: notice.href === null ? null : `${env().publicUrl}${notice.href}` },
  })
  if (status >= 300) throw new Error(`The webhook answered with ${status}.`)
}

/** Sends a sample, so that a user sees whether the address works. Its status, or undefined when nothing answered. */
export async function tryWebhook(userId: number): Promise<number | undefined> {
  const { webhook } = await noticeChoices(userId)
  if (!webhook) return undefined
  const sample = { type: 'test', timestamp: new Date().toISOString(), data: {} }
  return post(webhook, newId('notice'), AbortSignal.timeout(timeMs), sample).catch(() => undefined)
}

/** Posts and signs as https://www.standardwebhooks.com describes it. Redirects are not followed, since they could lead anywhere. */
async function post({ url, secret }: { url: string; secret: string }, id: string, signal: AbortSignal, what: object): Promise<number> {
  if (!mayBeCalled(url)) throw new Error('The address of the webhook may not be called any more.')
  const body = JSON.stringify(what)
  const seconds = Math.floor(Date.now() / 1000)
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')
  const agent = new Agent({
    connect: { lookup: publicLookup(isAllowedBesides), timeout: 5000 },
    headersTimeout: timeMs,
    bodyTimeout: timeMs,
  })
  try {
    const answer = await request(url, {
      method: 'POST',
      dispatcher: agent,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeMs)]),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Atrium-Webhook',
        'webhook-id': id,
        'webhook-timestamp': String(seconds),
        'webhook-signature': `v1,${signature}`,
      },
      body,
    })
    // A receiver that goes on and on is not listened to.
    await answer.body.dump({ limit: longestAnswer, signal: AbortSignal.timeout(timeMs) }).catch(() => undefined)
    return answer.statusCode
  } finally {
    void agent.destroy()
  }
}
