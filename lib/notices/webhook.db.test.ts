import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { transaction } from '@/lib/db/transaction'
import { changeSettings } from '@/lib/settings/change-settings'
import { settingsReady } from '@/lib/settings/settings'
import { createUser } from '@/lib/users/create-user'
import { freshDatabase } from '@/tests/database'
import { changeNoticeChoices, noticeChoices, removeWebhook, setWebhook } from './choices'
import { sendWebhook, tryWebhook } from './send-webhook'
import { tell } from './tell'
import { mayBeCalled } from './webhook-address'

const heard: { headers: IncomingMessage['headers']; body: string }[] = []
let status = 200
const receiver = createServer((request, response) => {
  let body = ''
  request.on('data', (part) => {
    body += part
  })
  request.on('end', () => {
    heard.push({ headers: request.headers, body })
    response.writeHead(status, status === 302 ? { location: `${origin()}/elsewhere` } : {}).end('thanks')
  })
})
const origin = () => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`

let made = 0
const person = async () =>
  (await transaction((tx) => createUser(tx, { username: `hook.${++made}`, email: `hook${made}@example.edu`, passwordHash: 'none' }))).id
const told = (userId: number) =>
  transaction((tx) => tell(tx, { userId, event: 'low_balance', values: { balance: '0.50 CNY' }, key: 'k', href: '/wallet' }))
const jobs = async () => (await pool().query("select input from jobs where kind = 'notices.webhook'")).rows.map(({ input }) => input)
const signal = AbortSignal.timeout(60_000)

beforeAll(async () => {
  await freshDatabase()
  await settingsReady()
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening))
})
afterAll(() => receiver.close())
beforeEach(async () => {
  heard.length = 0
  status = 200
  await pool().query('delete from jobs; delete from mails; delete from notices')
  await changeSettings({ webhookNetworks: ['127.0.0.0/8'] }, { id: null })
})

it('a notice is posted and signed, so that its receiver can tell it from anybody else’s', async () => {
  const userId = await person()
  const { secret } = await setWebhook({ id: userId }, `${origin()}/hook`)
  await told(userId)
  const [job] = await jobs()
  await sendWebhook(job, { signal })
  const [{ headers, body } = { headers: {}, body: '' }] = heard
  const expected = createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
    .update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`)
    .digest('base64')
  expect(headers['webhook-signature']).toBe(`v1,${expected}`)
  expect(JSON.parse(body)).toMatchObject({ type: 'low_balance', data: { title: '余额不足', url: expect.stringMatching(/\/wallet$/) } })
})

it('what is not taken is sent again, and redirects are not followed', async () => {
  const userId = await person()
  await setWebhook({ id: userId }, origin())
  await told(userId)
  const [job] = await jobs()
  for (const refusal of [500, 302, 404]) {
    status = refusal
    await expect(sendWebhook(job, { signal })).rejects.toThrow(String(refusal))
  }
  expect(heard).toHaveLength(3)
  status = 204
  await sendWebhook(job, { signal })
  expect(heard.at(-1)?.headers['webhook-id']).toBe(heard[0]?.headers['webhook-id'])
})

it.each([
  'http://127.0.0.1/',
  'https://127.0.0.1/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://[::1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://10.1.2.3/',
  'https://192.168.0.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://100.100.100.200/',
  'https://metadata.google.internal/',
  'https://0.0.0.0/',
  'http://example.com/',
  'https://user:password@example.com/',
  'ftp://example.com/',
  'javascript:alert(1)',
  'hook',
])('%s may not be called', async (url) => {
  await changeSettings({ webhookNetworks: null }, { id: null })
  expect(mayBeCalled(url)).toBe(false)
  await expect(setWebhook({ id: await person() }, url)).rejects.toMatchObject({
    code: 'invalid_request',
    facts: { fields: { url: 'webhook_url' } },
  })
})

it('a name that resolves to our own network is not connected to', async () => {
  const userId = await person()
  await setWebhook({ id: userId }, `https://localhost:${(receiver.address() as AddressInfo).port}/`)
  await changeSettings({ webhookNetworks: null }, { id: null })
  await told(userId)
  const [job] = await jobs()
  await expect(sendWebhook(job, { signal })).rejects.toThrow()
  expect(await tryWebhook(userId)).toBeUndefined()
  expect(heard).toEqual([])
})

it('nothing is sent after the webhook was removed, or its network was closed', async () => {
  const userId = await person()
  await setWebhook({ id: userId }, origin())
  await told(userId)
  const [job] = await jobs()
  await changeSettings({ webhookNetworks: null }, { id: null })
  await expect(sendWebhook(job, { signal })).rejects.toThrow('may not be called')
  await removeWebhook({ id: userId })
  await sendWebhook(job, { signal })
  expect(heard).toEqual([])
})

it('who wants no mail gets none, but for what matters for security', async () => {
  const userId = await person()
  await changeNoticeChoices(userId, { mail: false })
  expect(await noticeChoices(userId)).toMatchObject({ mail: false, lowBalance: null, expiryDays: null, webhook: null })
  await told(userId)
  await transaction((tx) => tell(tx, { userId, event: 'password_changed', key: 'k' }))
  const { rows } = await pool().query('select event from mails')
  expect(rows).toEqual([{ event: 'notices.password_changed' }])
})

it('the secret is sealed at rest', async () => {
  const userId = await person()
  const { secret } = await setWebhook({ id: userId }, 'https://example.com/hook')
  const { rows } = await pool().query('select row_to_json(c)::text as text from notice_choices c')
  expect(JSON.stringify(rows)).not.toContain(secret.slice(6))
  expect(Buffer.from(rows.map(({ text }) => text).join()).includes(secret)).toBe(false)
})
