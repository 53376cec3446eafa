import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { POST as forgot } from '@/app/api/auth/forgot/route'
import { POST as signInRoute } from '@/app/api/auth/login/route'
import { POST as registerRoute } from '@/app/api/auth/register/route'
import { POST as reset } from '@/app/api/auth/reset/route'
import { POST as verify } from '@/app/api/auth/verify/route'
import { PATCH as changeMe, GET as getMe } from '@/app/api/me/route'
import { POST as verifyAgain } from '@/app/api/me/verification/route'
import { pool } from '@/lib/db/pool'
import { handles } from '@/lib/jobs/job-kind'
import { worker } from '@/lib/jobs/worker'
import { open } from '@/lib/seal'
import { changeSettings } from '@/lib/settings/change-settings'
import { settings } from '@/lib/settings/settings'
import { bootPortal, call, closePortalAfterwards } from '@/tests/portal'
import { sendReset, sendResetJob } from './forgot-password'
import { accountById, type LinkKind, mailedToken } from './mailed-link'

closePortalAfterwards()
beforeAll(async () => {
  await bootPortal()
  await changeSettings({ rateLogin: 10_000, rateRegister: 10_000, rateAddress: 10_000 }, { id: null })
})
beforeEach(() => pool().query('delete from mails; delete from jobs; delete from notices'))

const password = 'correct horse'
let made = 0
async function person(more: object = {}) {
  const name = `link.${++made}`
  const { json } = await call(registerRoute, { body: { username: name, password, email: `${name}@example.edu`, ...more } })
  return { name, email: `${name}@example.edu`, id: json.user.id as number, token: json.token as string }
}
/** The tokens in the mails to this address, the newest last. */
async function tokensTo(address: string): Promise<string[]> {
  const { rows } = await pool().query('select id, sealed from mails where recipient = $1 and sealed is not null order by id collate "C"', [
    address,
  ])
  return rows.map(({ id, sealed }) => JSON.parse(open('mail', id, sealed)).href.split('token=')[1])
}
const runJobs = async () => {
  const one = worker({ handlers: [handles(sendResetJob, sendReset)], process: 'prs_links' })
  await one.look()
  await one.idle()
}
const mailsOf = async () => (await pool().query('select event, recipient, locale from mails order by id collate "C"')).rows
const tokenAt = async (kind: LinkKind, id: number, at: number) => {
  const account = await accountById(pool(), id)
  if (!account) throw new Error('no account')
  return mailedToken(kind, account, at)
}
const meOf = async (token: string) => (await call(getMe, { token })).json.user
const send = (token: string) => call(verify, { body: { token } })
const resetWith = (token: string, next = 'battery staple') => call(reset, { body: { token, password: next } })

describe('verifying an address', () => {
  it('registering with an address mails a link, which verifies it', async () => {
    const { email, token } = await person()
    expect(await mailsOf()).toMatchObject([{ event: 'mail.verify_email', recipient: email }])
    expect(await meOf(token)).toMatchObject({ email, emailVerified: false })
    const [link = ''] = await tokensTo(email)
    expect(await send(link)).toMatchObject({ status: 200, json: { email } })
    expect(await send(link)).toMatchObject({ status: 200 }) // A mail program that looks first does no harm.
    expect(await meOf(token)).toMatchObject({ emailVerified: true })
    const { rows } = await pool().query("select 1 from mails m where row_to_json(m)::text like '%' || $1 || '%'", [link])
    expect(rows).toEqual([])
  })

  it('another address is not verified, the old link does not verify it, and the old address is told', async () => {
    const { email, token } = await person()
    const [first = ''] = await tokensTo(email)
    await send(first)
    await call(changeMe, { method: 'PATCH', token, body: { email: `new.${email}` } })
    expect(await meOf(token)).toMatchObject({ email: `new.${email}`, emailVerified: false })
    expect((await send(first)).json.error.code).toBe('link_invalid')
    expect(await mailsOf()).toMatchObject([
      {},
      { event: 'mail.verify_email', recipient: `new.${email}` },
      { event: 'notices.email_changed', recipient: email },
    ])
    await send((await tokensTo(`new.${email}`))[0] ?? '')
    await call(changeMe, { method: 'PATCH', token, body: { email: `NEW.${email}`, locale: 'en' } })
    expect(await meOf(token)).toMatchObject({ emailVerified: true }) // It is the same address.
    expect(await mailsOf()).toHaveLength(3)
  })

  it('a session that was left open is no way to the account: another address asks for the password', async () => {
    const { email, token } = await person()
    const change = (body: object) => call(changeMe, { method: 'PATCH', token, body })
    settings().freshSessionHours = -1
    try {
      expect((await change({ email: 'thief@example.edu' })).json.error.code).toBe('reauthenticate')
      expect((await change({ email: null })).json.error.code).toBe('reauthenticate')
      expect((await change({ email: 'thief@example.edu', password: 'a guess' })).json.error.code).toBe('wrong_password')
      expect(await meOf(token)).toMatchObject({ email })
      expect((await change({ email, locale: 'en' })).status).toBe(200)
      expect((await change({ email: `own.${email}`, password })).json.user.email).toBe(`own.${email}`)
    } finally {
      settings().freshSessionHours = 12
    }
  })

  it('a link ends after a day, and one that was changed counts for nothing', async () => {
    const { id, email } = await person()
    expect((await send(await tokenAt('verify', id, Date.now() - 24 * 3_600_000 - 1000))).json.error.code).toBe('link_invalid')
    const [link = ''] = await tokensTo(email)
    const [owner, until, signed = ''] = link.split('.')
    const other = await person()
    for (const wrong of [`${other.id}.${until}.${signed}`, `${owner}.${until}0.${signed}`, `${owner}.${until}.${'A'.repeat(43)}`, 'x', ''])
      expect((await send(wrong)).status, wrong).toBe(400)
    expect((await send(await tokenAt('reset', id, Date.now()))).json.error.code).toBe('link_invalid')
  })

  it('it is sent again to whoever asks, a few times an hour', async () => {
    const { token, email } = await person()
    const answers = []
    for (let turn = 0; turn < 7; turn++) answers.push(await call(verifyAgain, { method: 'POST', token }))
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204, 204, 429, 429])
    expect(await tokensTo(email)).toHaveLength(6)
  })
})

it('several accounts cannot fill the mailbox of a stranger', async () => {
  const to = 'stranger@example.edu'
  for (let turn = 0; turn < 12; turn++) {
    const { token } = await person()
    expect((await call(changeMe, { method: 'PATCH', token, body: { email: to } })).status).toBe(200)
    await call(changeMe, { method: 'PATCH', token, body: { email: null } })
  }
  expect(await tokensTo(to)).toHaveLength(10)
})

describe('a forgotten password', () => {
  it('the link sets a new one, once, and ends every session', async () => {
    const { name, email, token, id } = await person()
    await call(forgot, { body: { name: email } })
    await runJobs()
    const link = (await tokensTo(email)).at(-1) ?? ''
    expect((await resetWith(link, 'short')).json.error.fields).toEqual({ password: expect.any(String) })
    expect((await resetWith(link)).status).toBe(204)
    expect((await call(getMe, { token })).status).toBe(401)
    expect((await call(signInRoute, { body: { username: name, password } })).status).toBe(401)
    const again = await call(signInRoute, { body: { username: name, password: 'battery staple' } })
    expect(again.status).toBe(200)
    expect(await meOf(again.json.token)).toMatchObject({ emailVerified: true })
    expect((await resetWith(link, 'a third one')).json.error.code).toBe('link_invalid')
    expect((await mailsOf()).map(({ event }) => event)).toEqual(['mail.verify_email', 'mail.reset_password', 'notices.password_changed'])
    const { rows } = await pool().query("select actor_id from audit_entries where action = 'user.reset_own_password' and subject = $1", [
      `user:${id}`,
    ])
    expect(rows).toEqual([{ actor_id: id }])
  })

  it('of many at once with one link, one sets the password', async () => {
    const { id } = await person()
    const link = await tokenAt('reset', id, Date.now())
    const answers = await Promise.all(Array.from({ length: 5 }, (_, at) => resetWith(link, `battery staple ${at}`)))
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 400, 400, 400, 400])
  })

  it('a link ends after an hour, with the address, and with the user', async () => {
    const { id, token, email } = await person()
    expect((await resetWith(await tokenAt('reset', id, Date.now() - 3_600_000 - 1000))).json.error.code).toBe('link_invalid')
    const link = await tokenAt('reset', id, Date.now())
    await call(changeMe, { method: 'PATCH', token, body: { email: `new.${email}` } })
    expect((await resetWith(link)).json.error.code).toBe('link_invalid')
    const next = await tokenAt('reset', id, Date.now())
    await pool().query('update users set enabled = false where id = $1', [id])
    expect((await resetWith(next)).json.error.code).toBe('link_invalid')
  })

  it('the same is answered and done for a name that nobody has', async () => {
    const { email } = await person()
    const asked = []
    for (const name of [email, 'nobody@example.edu', 'nobody.at.all']) asked.push(await call(forgot, { body: { name } }))
    expect(asked.map(({ status, json }) => [status, json])).toEqual(Array.from({ length: 3 }, () => [204, undefined]))
    const { rows } = await pool().query('select kind, state from jobs')
    expect(rows).toEqual(Array.from({ length: 3 }, () => ({ kind: 'auth.send_reset', state: 'waiting' })))
    await runJobs()
    expect((await mailsOf()).filter(({ event }) => event === 'mail.reset_password')).toMatchObject([{ recipient: email }])
  })

  it('asking is limited by name, whoever has it, and the case of the name does not matter', async () => {
    const statuses = []
    for (const name of [
      'Limit@Example.edu',
      'limit@example.edu',
      'LIMIT@example.edu',
      'limit@example.edu',
      'limit@example.edu',
      'limit@example.edu',
    ])
      statuses.push((await call(forgot, { body: { name } })).status)
    expect(statuses).toEqual([204, 204, 204, 204, 204, 429])
  })
})
