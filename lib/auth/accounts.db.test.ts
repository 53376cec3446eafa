import { beforeAll, describe, expect, it, vi } from 'vitest'
import { POST as signInRoute } from '@/app/api/auth/login/route'
import { POST as signOut } from '@/app/api/auth/logout/route'
import { POST as registerRoute } from '@/app/api/auth/register/route'
import { POST as changePassword } from '@/app/api/me/password/route'
import { GET as me } from '@/app/api/me/route'
import { DELETE as endSession } from '@/app/api/me/sessions/[id]/route'
import { DELETE as endOthers, GET as sessions } from '@/app/api/me/sessions/route'
import { pool } from '@/lib/db/pool'
import { changeSettings } from '@/lib/settings/change-settings'
import { bootPortal, call, closePortalAfterwards, newUser } from '@/tests/portal'
import { forgetSessions } from './sessions'
import { userOfToken } from './token'

/** Every key derivation that was asked for, with the parameters that decide how long it takes. */
const derived = vi.hoisted((): { N: number; r: number; size: number }[] => [])
vi.mock('node:crypto', async (original) => {
  const real = await original<typeof import('node:crypto')>()
  const scrypt = (password: string, salt: Buffer, size: number, options: { N: number; r: number }, done: () => void) => {
    derived.push({ N: options.N, r: options.r, size })
    real.scrypt(password, salt, size, options, done)
  }
  return { ...real, scrypt }
})

closePortalAfterwards()
beforeAll(async () => {
  await bootPortal()
  await changeSettings({ rateLogin: 10_000, rateRegister: 10_000, rateAddress: 10_000 }, { id: null })
})

const password = 'correct horse'
let made = 0
async function registered(name = `person.${++made}`, more: object = {}) {
  const { status, json } = await call(registerRoute, { body: { username: name, password, ...more } })
  expect(status).toBe(201)
  return { name, token: json.token as string, id: json.user.id as number }
}
const signIn = (username: string, given = password) => call(signInRoute, { body: { username, password: given } })

describe('registering', () => {
  it('answers token and user, and the token works at once with the sign-up bonus there', async () => {
    const { status, json } = await call(registerRoute, {
      body: { username: 'demo_user', password: 'pass123456', email: '', referral_code: null },
    })
    expect(status).toBe(201)
    expect(json).toEqual({
      token: expect.any(String),
      user: {
        id: expect.any(Number),
        username: 'demo_user',
        email: null,
        role: 'user',
        group: 'default',
        created_at: expect.stringMatching(/Z$/),
      },
    })
    const mine = await call(me, { token: json.token })
    expect(mine.json).toMatchObject({ user: { username: 'demo_user' }, wallet: { currency: 'CNY', balance: 5, onHold: 0, points: 0 } })
  })
  it('ten people at once get one name once, however it is written', async () => {
    const names = [
      'wang.fang',
      'Wang.Fang',
      'WANG.FANG',
      'ｗang.fang',
      'wаng.fang',
      'wang.fang',
      'wang.fаng',
      'wanɡ.fang',
      'wang.fang',
      'wang.fang',
    ]
    const answers = await Promise.all(names.map((username) => call(registerRoute, { body: { username, password } })))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    for (const { json } of answers.filter(({ status }) => status !== 201)) expect(json.error).toMatchObject({ code: 'username_taken' })
    const { rows } = await pool().query(
      "select count(*)::int as wallets from wallets w join users u on u.id = w.user_id where u.username ilike 'wang%'",
    )
    expect(rows[0]).toEqual({ wallets: 1 })
  })
  it('an e-mail address belongs to one user, in any case', async () => {
    await registered('mail.one', { email: 'Some.One@Example.edu' })
    const again = await call(registerRoute, { body: { username: 'mail.two', password, email: 'some.one@example.EDU' } })
    expect(again).toMatchObject({ status: 409, json: { error: { code: 'email_taken', fields: { email: expect.any(String) } } } })
  })
  it('names each field that is not valid', async () => {
    const fields = async (body: object) =>
      (await call(registerRoute, { body: { username: 'fine.name', password, ...body } })).json.error.fields
    for (const username of ['ab', 'x'.repeat(33), 'a@b.cd', 'has space', '.dot', '', 'x'.repeat(100_000)])
      expect(await fields({ username }), username.slice(0, 40)).toEqual({ username: expect.any(String) })
    expect(await fields({ password: 'short12' })).toEqual({ password: 'At least 8 characters.' })
    expect(await fields({ email: 'nonsense' })).toEqual({ email: 'This is not an e-mail address.' })
    expect(await fields({ role: 'owner' })).toEqual({ role: expect.any(String) })
    await registered('王小明')
  })
  it('can be closed, need an invite code, or the campus network', async () => {
    const attempt = (more: object = {}) => call(registerRoute, { body: { username: `late.${++made}`, password, ...more } })
    const set = (given: object) => changeSettings({ ...given }, { id: null })
    await set({ registration: 'closed' })
    expect((await attempt()).json.error.code).toBe('registration_closed')
    await set({ registration: 'invite', inviteCodes: ['LAB-2026'] })
    expect((await attempt()).json.error).toMatchObject({ code: 'invite_needed', fields: { referral_code: expect.any(String) } })
    expect((await attempt({ referral_code: 'wrong' })).status).toBe(403)
    expect((await attempt({ referral_code: 'LAB-2026' })).status).toBe(201)
    await set({ registration: null, inviteCodes: null, campusNetworks: ['10.0.0.0/8'] })
    expect((await attempt()).json.error.code).toBe('campus_only')
    await set({ campusNetworks: null })
    expect((await attempt()).status).toBe(201)
  })
})

describe('signing in', () => {
  it('works by name in any case and by e-mail, and never judges the length of a password', async () => {
    const { name } = await registered('Login.Name', { email: 'login@example.edu' })
    for (const typed of [name, 'login.NAME', 'LOGIN@example.edu', ' login@example.edu '])
      expect((await signIn(typed)).status, typed).toBe(200)
    expect((await signIn(name, 'x')).json.error).toMatchObject({ code: 'wrong_credentials' })
  })
  it('tells nobody whether a user exists: the same words, after the same work', async () => {
    const { name } = await registered()
    const asked = async (username: string) => {
      derived.length = 0
      const { status, json } = await signIn(username, 'wrong password')
      return { told: { status, ...json.error, requestId: undefined }, work: [...derived] }
    }
    const real = await asked(name)
    expect(real.work).toEqual([{ N: 2 ** 15, r: 8, size: 32 }])
    for (const username of ['nobody.one', 'nobody@example.edu']) expect(await asked(username)).toEqual(real)
  })
  it('stops after ten failures in a quarter of an hour, also when they come at once, for names that exist and names that do not', async () => {
    const { name } = await registered()
    for (const username of [name, 'no.such.person']) {
      const answers = await Promise.all(Array.from({ length: 15 }, () => signIn(username, 'guess')))
      expect(answers.filter(({ status }) => status === 401)).toHaveLength(10)
      const refused = await signIn(username)
      expect(refused).toMatchObject({ status: 429, json: { error: { code: 'login_limited' } } })
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800)
      expect((await signIn(` ${username} `)).json.error.code).toBe('login_limited')
    }
  })
  it('sets the cookie for a page of ours only', async () => {
    const { name } = await registered()
    expect((await signIn(name)).headers.get('set-cookie')).toBeNull()
    const page = await call(signInRoute, { body: { username: name, password }, headers: { origin: 'http://portal.test' } })
    expect(page.headers.get('set-cookie')).toMatch(/^next-auth\.session-token=[^;]+; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/)
    const elsewhere = await call(signInRoute, { body: { username: name, password }, headers: { origin: 'http://evil.test' } })
    expect(elsewhere.json.error.code).toBe('wrong_origin')
  })
})

describe('a session', () => {
  const works = async (token: string) => (await call(me, { token })).status === 200
  it('ends with logging out', async () => {
    const { token } = await registered()
    expect((await call(signOut, { token, method: 'POST' })).status).toBe(204)
    expect(await works(token)).toBe(false)
  })
  it('ends when its user is disabled, when it is revoked in another process, and when its row is gone', async () => {
    const one = await newUser()
    const two = await newUser()
    expect(await works(one.token)).toBe(true)
    expect(await works(two.token)).toBe(true)
    // Another process would write this.
    await pool().query('update users set enabled = false where id = $1', [one.user.id])
    await pool().query("update versions set version = version + 1 where name = 'users'")
    await pool().query('update sessions set revoked_at = now() where id = $1', [two.sessionId])
    await pool().query("update versions set version = version + 1 where name = 'sessions'")
    await expect.poll(() => works(one.token)).toBe(false)
    await expect.poll(() => works(two.token)).toBe(false)
  })
  it('of others ends with a new password, this one goes on', async () => {
    const { token, name } = await registered()
    const other = (await signIn(name)).json.token
    const wrong = await call(changePassword, { token, body: { current: 'nonsense', password: 'another one' } })
    expect(wrong.json.error).toMatchObject({ code: 'wrong_password', fields: { current: expect.any(String) } })
    expect((await call(changePassword, { token, body: { current: password, password: 'short' } })).json.error.fields).toHaveProperty(
      'password',
    )
    expect((await call(changePassword, { token, body: { current: password, password: 'another one' } })).status).toBe(204)
    expect(await works(token)).toBe(true)
    expect(await works(other)).toBe(false)
    expect((await signIn(name)).status).toBe(401)
    expect((await signIn(name, 'another one')).status).toBe(200)
  })
  it('is listed, and one or all others can be ended, but nobody ends a stranger’s', async () => {
    const { token, name } = await registered()
    const second = (await signIn(name)).json.token
    const third = (await signIn(name)).json.token
    const list = (await call(sessions, { token })).json.sessions as { id: string; current: boolean }[]
    expect(list).toHaveLength(3)
    expect(list.filter(({ current }) => current)).toHaveLength(1)
    const secondId = (await userOfToken(second))?.sessionId ?? ''
    const stranger = await newUser()
    expect((await call(endSession, { token: stranger.token, method: 'DELETE', params: { id: secondId } })).status).toBe(404)
    expect((await call(endSession, { token, method: 'DELETE', params: { id: secondId } })).status).toBe(204)
    expect(await works(second)).toBe(false)
    expect((await call(endOthers, { token, method: 'DELETE' })).status).toBe(204)
    expect(await works(third)).toBe(false)
    expect(await works(token)).toBe(true)
    expect(await works(stranger.token)).toBe(true)
  })
  it('ends when its time is over', async () => {
    const { token } = await registered()
    const id = (await userOfToken(token))?.sessionId
    await pool().query("update sessions set expires_at = now() - interval '1 s' where id = $1", [id])
    forgetSessions()
    expect(await works(token)).toBe(false)
  })
  it('cannot be made up: a token of another key or another algorithm is nobody’s', async () => {
    const { token } = await newUser()
    const parts = token.split('.')
    const header = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url')
    expect(await userOfToken([header, ...parts.slice(1)].join('.'))).toBeNull()
    expect(await userOfToken(`${token.slice(0, -4)}AAAA`)).toBeNull()
  })
})
