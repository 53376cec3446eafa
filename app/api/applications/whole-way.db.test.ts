import { afterAll, beforeAll, expect, it } from 'vitest'
import { POST as approve } from '@/app/api/admin/applications/[id]/approve/route'
import { POST as askChanges } from '@/app/api/admin/applications/[id]/ask-changes/route'
import { POST as revoke } from '@/app/api/admin/applications/[id]/revoke/route'
import { GET as readQueued } from '@/app/api/admin/applications/[id]/route'
import { GET as queue } from '@/app/api/admin/applications/route'
import { GET as waiting } from '@/app/api/admin/waiting/route'
import { POST as comment } from '@/app/api/applications/[id]/comments/route'
import { POST as takeKey } from '@/app/api/applications/[id]/key/route'
import { PATCH as change, GET as read } from '@/app/api/applications/[id]/route'
import { POST as submit } from '@/app/api/applications/[id]/submit/route'
import { POST as withdraw } from '@/app/api/applications/[id]/withdraw/route'
import { POST as create } from '@/app/api/applications/route'
import { PATCH as changeKey } from '@/app/api/keys/[id]/route'
import { pool } from '@/lib/db/pool'
import { changeSettings } from '@/lib/settings/change-settings'
import { usersReady } from '@/lib/users/users'
import { anUpstream, catalogOf, type Gateway, startGateway, told } from '@/tests/gateway'
import { mailsTo } from '@/tests/mails'
import { call, newUser, type TestUser } from '@/tests/portal'

let gateway: Gateway
let ann: TestUser
let bob: TestUser
let operator: TestUser

beforeAll(async () => {
  gateway = await startGateway()
  await usersReady()
  const free = { price: { input: 0, output: 0 } }
  await gateway.apply(
    catalogOf(
      [anUpstream(gateway.upstream.url)],
      [
        { id: 'plain', ...free },
        { id: 'other', ...free },
      ],
    ),
  )
  ann = await newUser()
  bob = await newUser()
  operator = await newUser({ role: 'operator' })
})
afterAll(() => gateway.stop())

const form = { email: 'ann@example.edu', purpose: 'Captions for old photographs', project: 'Archive', models: ['plain'] }
async function submitted(body: object = form): Promise<string> {
  const made = await call(create, { token: ann.token, body })
  expect(made.status).toBe(201)
  const { id } = made.json.application
  expect((await call(submit, { token: ann.token, method: 'POST', params: { id } })).status).toBe(200)
  return id
}
const decide = (verb: typeof approve, id: string, body: object) => call(verb, { token: operator.token, params: { id }, body })
const ask = (secret: string, model = 'plain') =>
  gateway.post({ ...ann, secret, userId: ann.user.id, walletId: 0, keyId: '' }, { model, messages: [{ role: 'user', content: 'hello' }] })

it('apply, approve, read the mail, call, meet the limit, be revoked: the whole way of a key', async () => {
  const before = (await call(waiting, { token: operator.token })).json.applications
  const id = await submitted()
  expect((await call(waiting, { token: operator.token })).json.applications).toBe(before + 1)
  const [first] = (await call(queue, { token: operator.token })).json.applications
  expect(first).toMatchObject({ id, applicant: { username: ann.user.username }, rpm: 10, tpm: 100_000, weeklyTokens: 1_000_000_000 })
  const answer = await decide(approve, id, { rpm: 2, note: 'Two a minute for a start', submittedAt: first.submittedAt })
  expect(answer.json.application).toMatchObject({ state: 'approved', granted: { rpm: 2, models: ['plain'] } })

  const [mail] = await mailsTo('ann@example.edu')
  expect(mail?.facts).toMatchObject({ baseUrl: expect.stringMatching(/\/v1$/), rpm: '2', models: 'plain' })
  expect(mail?.text).toContain('Two a minute for a start')
  const secret = mail?.secrets.apiKey ?? ''
  expect(secret).toMatch(/^sk-/)
  // Nothing that operators or pages read holds the secret.
  const { rows } = await pool().query(
    'select (select json_agg(n) from notices n)::text || (select json_agg(a) from audit_entries a)::text || (select json_agg(m.values || m.facts) from mails m)::text as all',
  )
  expect(rows[0].all).not.toContain(secret)

  expect((await ask(secret, 'other')).status).toBe(403)
  const statuses = [(await ask(secret)).status, (await ask(secret)).status, (await ask(secret)).status]
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0)
  expect(statuses).toContain(200)

  const { key } = (await call(read, { token: ann.token, params: { id } })).json.application
  const widen = { rateLimit: { rpm: null } }
  expect(await call(changeKey, { token: ann.token, method: 'PATCH', params: { id: key.id }, body: widen })).toMatchObject({
    status: 409,
    json: { error: { code: 'key_granted' } },
  })

  expect((await decide(revoke, id, { reason: 'The key was sold' })).status).toBe(200)
  await expect
    .poll(() => told(ask(secret)), { timeout: 5000 })
    .toMatchObject({
      status: 401,
      code: 'key_revoked',
      message: 'The API key was revoked: The key was sold',
    })
  const enable = { token: ann.token, method: 'PATCH', params: { id: key.id }, body: { enabled: true } }
  expect((await call(changeKey, enable)).json.error.code).toBe('key_gone')
}, 30_000)

it('where the settings say so, the mail holds no key, and the applicant takes it once', async () => {
  await changeSettings({ applicationsSend: 'link' }, { id: null })
  const id = await submitted({ ...form, email: 'link@example.edu' })
  await decide(approve, id, {})
  const [mail] = await mailsTo('link@example.edu')
  expect(mail?.secrets).toEqual({})
  const take = () => call(takeKey, { token: ann.token, method: 'POST', params: { id } })
  const answers = await Promise.all([take(), take(), take()])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404])
  const secret = answers.find(({ status }) => status === 200)?.json.secret
  expect((await ask(secret)).status).toBe(200)
  await changeSettings({ applicationsSend: 'key' }, { id: null })
})

it('members that are not the applicant’s to write are refused by name', async () => {
  const id = await submitted()
  await decide(askChanges, id, { text: 'More, please' })
  for (const member of ['state', 'userId', 'granted', 'barred', 'decidedBy', 'role', 'expiresAt']) {
    const body = { ...form, [member]: 'approved' }
    for (const answer of [
      await call(create, { token: ann.token, body }),
      await call(change, { token: ann.token, method: 'PATCH', params: { id }, body }),
    ])
      expect(answer).toMatchObject({ status: 400, json: { error: { code: 'unknown_member', fields: { [member]: expect.any(String) } } } })
  }
  const asks = async (body: object) => Object.keys((await call(create, { token: ann.token, body: { ...form, ...body } })).json.error.fields)
  for (const rpm of [0, -1, 1.5, '10', 1e30, null]) expect(await asks({ rpm })).toEqual(['rpm'])
  expect(await asks({ endsOn: '2027-02-30' })).toEqual(['endsOn'])
  expect(await asks({ models: [] })).toEqual(['models'])
  expect(await asks({ project: 'a\u0007b' })).toEqual(['project'])
})

it('somebody else’s application is a 404 at every address, and a draft is nobody else’s, not even operators’', async () => {
  const { id } = (await call(create, { token: ann.token, body: form })).json.application
  const params = { id }
  for (const answer of [
    await call(read, { token: bob.token, params }),
    await call(change, { token: bob.token, method: 'PATCH', params, body: { purpose: 'mine' } }),
    await call(submit, { token: bob.token, method: 'POST', params }),
    await call(withdraw, { token: bob.token, method: 'POST', params }),
    await call(comment, { token: bob.token, params, body: { text: 'hello' } }),
    await call(takeKey, { token: bob.token, method: 'POST', params }),
    await call(readQueued, { token: operator.token, params }),
    await decide(approve, id, {}),
    await decide(askChanges, id, { text: 'hello' }),
  ])
    expect(answer).toMatchObject({ status: 404, json: { error: { code: 'not_found' } } })
  expect((await call(read, { token: ann.token, params })).json.application.state).toBe('draft')
})
