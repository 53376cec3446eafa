import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { DELETE as dropJob, POST as rerunJob } from '@/app/api/admin/jobs/[id]/route'
import { GET as jobs } from '@/app/api/admin/jobs/route'
import { pool } from '@/lib/db/pool'
import { transaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { queueMail } from '@/lib/mail/queue-mail'
import { bootPortal, call, closePortalAfterwards, newUser, type TestUser } from '@/tests/portal'
import { POST as resend } from './[id]/resend/route'
import { GET as mail } from './[id]/route'
import { GET as mails } from './route'

closePortalAfterwards()
let operator: TestUser
beforeAll(async () => {
  await bootPortal()
  operator = await newUser({ role: 'operator' })
})
const withServer = (url: string | undefined) => Object.assign(env(), { SMTP_URL: url })
beforeEach(async () => {
  withServer('smtp://127.0.0.1:1')
  await pool().query('delete from mails; delete from jobs')
})
afterEach(() => void withServer(undefined))

const queue = (key: string, more: object = {}) =>
  transaction((tx) =>
    queueMail(tx, {
      key,
      to: `${key}@example.edu`,
      locale: 'en',
      event: 'notices.email_changed',
      values: { email: 'n@example.edu' },
      ...more,
    }),
  )
const ask = (handler: Parameters<typeof call>[0], more: object = {}) => call(handler, { token: operator.token, ...more })
const listed = async (query = {}) => (await ask(mails, { query })).json
const jobStates = async () => (await ask(jobs)).json.jobs.map(({ state }: { state: string }) => state)
const setState = (state: string, tries = 0) => pool().query('update mails set state = $1, tries = $2', [state, tries])

it('operators see the outbox page by page, by state and by recipient', async () => {
  for (const key of ['a', 'b', 'c']) await queue(key)
  const first = await listed({ limit: 2 })
  expect(first.mails.map(({ to }: { to: string }) => to)).toEqual(['c@example.edu', 'b@example.edu'])
  expect((await listed({ limit: 2, cursor: first.nextCursor })).mails).toMatchObject([
    { to: 'a@example.edu', subject: 'Your e-mail address was changed' },
  ])
  expect((await listed({ search: 'B@EX' })).mails).toHaveLength(1)
  expect((await listed({ search: '_' })).mails).toHaveLength(0)
  expect((await listed({ state: 'sent' })).mails).toEqual([])
})

it('secrets and secret links are masked wherever operators look', async () => {
  await queue('s', { secrets: [{ name: 'time', value: 'sk-very-secret' }], secretHref: '/verify?token=very-secret' })
  const [{ id }] = (await listed()).mails
  const shown = await ask(mail, { params: { id } })
  expect(shown.json).toMatchObject({ resendable: true, html: expect.stringContaining('••••••••') })
  expect(JSON.stringify([shown.json, await listed(), (await ask(jobs)).json])).not.toContain('very-secret')
})

it('a mail that is done with is sent again, one that waits or has lost its secrets is not', async () => {
  await queue('a')
  const [{ id }] = (await listed()).mails
  const again = () => ask(resend, { method: 'POST', params: { id } })
  expect((await again()).json.error.code).toBe('conflict') // Its job waits.
  await pool().query("update jobs set state = 'done', done_at = now()")
  await setState('sent', 1)
  const answers = await Promise.all([again(), again(), again()])
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 409, 409])
  expect((await listed()).mails).toMatchObject([{ state: 'waiting', tries: 1 }])
  expect((await jobStates()).sort()).toEqual(['done', 'waiting'])
  await pool().query("delete from jobs; update mails set state = 'failed', secret_names = '{link}'")
  expect((await again()).json.error.code).toBe('mail_secrets_gone')
  withServer(undefined)
  expect((await again()).json.error.code).toBe('no_mail_server')
  expect((await ask(resend, { method: 'POST', params: { id: 'mail_none' } })).status).toBe(409)
})

it('a failed job is run again or dropped, once, and the audit tells who did', async () => {
  await queue('a')
  await pool().query("update jobs set state = 'failed', attempts = 20, error = 'no luck'")
  const { id } = (await ask(jobs)).json.jobs[0]
  expect((await ask(rerunJob, { method: 'POST', params: { id } })).status).toBe(204)
  expect((await ask(jobs)).json.jobs).toMatchObject([{ state: 'waiting', attempts: 0, error: 'no luck' }])
  const drop = () => ask(dropJob, { method: 'DELETE', params: { id } })
  expect((await Promise.all([drop(), drop()])).map(({ status }) => status).sort()).toEqual([204, 404])
  const { rows } = await pool().query('select action, actor_id from audit_entries where subject = $1 order by time, id', [`job:${id}`])
  expect(rows).toEqual([
    { action: 'job.rerun', actor_id: operator.user.id },
    { action: 'job.drop', actor_id: operator.user.id },
  ])
})

it('a job that runs or is done cannot be run again or dropped', async () => {
  await queue('a')
  const { id } = (await ask(jobs)).json.jobs[0]
  for (const set of ["state = 'running', locked_by = 'prs_x'", "state = 'done', locked_by = null"]) {
    await pool().query(`update jobs set ${set}`)
    expect((await ask(rerunJob, { method: 'POST', params: { id } })).json.error.code).toBe('conflict')
    expect((await ask(dropJob, { method: 'DELETE', params: { id } })).json.error.code).toBe('conflict')
  }
})
