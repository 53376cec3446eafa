import { beforeAll, describe, expect, it } from 'vitest'
import { catalogReady } from '@/lib/catalog/catalog'
import { ensureBuiltins } from '@/lib/catalog/edit/ensure-builtins'
import { pool } from '@/lib/db/pool'
import { usableKey } from '@/lib/keys/usable-key'
import { changeSettings } from '@/lib/settings/change-settings'
import { bootPortal, closePortalAfterwards, newUser, type TestUser } from '@/tests/portal'
import { approveApplication } from './approve'
import { changeApplication } from './change-application'
import { commentOnApplication } from './comment'
import { createApplication } from './create-application'
import { askForChanges, barApplicant, rejectApplication, revokeApplication } from './decide'
import { expireApplications } from './expire-applications'
import { applicationFormOf, listApplications, readApplication } from './list-applications'
import { countApplicationsWaiting, listApplicationQueue, readQueued } from './queue'
import type { NewApplication } from './schema'
import { submitApplication } from './submit-application'
import { takeKey } from './take-key'
import { withdrawApplication } from './withdraw-application'

let ann: TestUser
let operator: TestUser
let rival: TestUser

closePortalAfterwards()
beforeAll(async () => {
  await bootPortal()
  await ensureBuiltins()
  await catalogReady()
  ann = await newUser()
  operator = await newUser({ role: 'operator' })
  rival = await newUser({ role: 'operator' })
})

const by = ({ user }: TestUser) => ({ id: user.id })
const draft = (who: TestUser, input: NewApplication = {}) =>
  createApplication({ user: who.user, by: by(who), input: { email: 'ann@example.edu', purpose: 'Reading old maps', ...input } })
async function submitted(who: TestUser, input?: NewApplication): Promise<string> {
  const id = await draft(who, input)
  await submitApplication({ user: who.user, by: by(who), id })
  return id
}
async function approved(who: TestUser, input?: NewApplication): Promise<string> {
  const id = await submitted(who, input)
  await approveApplication({ id, by: by(operator), input: {} })
  return id
}
const one = async (who: TestUser, id: string) => (await readApplication({ userId: who.user.id, id })).application
const codeOf = (error: unknown) => (error as { code?: string }).code
const fault = (error: unknown) => (error as { facts?: { fields?: Record<string, string> } }).facts?.fields
const outcome = (work: Promise<unknown>) => work.then(() => 'done', codeOf)
const keysOf = async (who: TestUser) => (await pool().query('select * from api_keys where user_id = $1', [who.user.id])).rows

describe('an application', () => {
  it('begins with the numbers of the settings, and keeps what its owner writes', async () => {
    await changeSettings({ applicationRpm: 7, applicationEndDate: '2027-06-30' }, { id: null })
    const form = await applicationFormOf(ann.user)
    expect(form.defaults).toEqual({ models: null, rpm: 7, tpm: 100_000, weeklyTokens: 1_000_000_000, endsOn: '2027-06-30' })
    const id = await draft(ann, { tpm: 5 })
    await changeApplication({ userId: ann.user.id, by: by(ann), id, input: { project: 'Maps', rpm: 9 } })
    expect(await one(ann, id)).toMatchObject({ state: 'draft', project: 'Maps', purpose: 'Reading old maps', rpm: 9, tpm: 5 })
    await changeSettings({ applicationRpm: 10, applicationEndDate: '2020-01-01' }, { id: null })
    expect((await applicationFormOf(ann.user)).defaults.endsOn > new Date().toISOString()).toBe(true)
  })

  it('is refused by the names of what it lacks', async () => {
    const refused = async (input: NewApplication) => {
      const id = await draft(ann, input)
      const found = await submitApplication({ user: ann.user, by: by(ann), id }).catch(fault)
      expect((await one(ann, id)).state).toBe('draft')
      await withdrawApplication({ userId: ann.user.id, by: by(ann), id })
      return Object.keys(found ?? {})
    }
    expect(await refused({ email: 'nobody' })).toEqual(['email'])
    expect(await refused({ email: '', purpose: '' })).toEqual(['email', 'purpose'])
    expect(await refused({ models: ['no-such-model'] })).toEqual(['models.0'])
    expect(await refused({ endsOn: '2020-01-01' })).toEqual(['endsOn'])
    expect(await draft(ann, { keyId: 'key_of_nobody' }).catch(fault)).toEqual({ keyId: 'key_not_granted' })
  })

  it('of somebody else does not exist', async () => {
    const bob = await newUser()
    const id = await submitted(ann)
    const asBob = { userId: bob.user.id, by: by(bob), id }
    for (const attempt of [
      () => readApplication(asBob),
      () => changeApplication({ ...asBob, input: { purpose: 'mine' } }),
      () => submitApplication({ user: bob.user, by: by(bob), id }),
      () => withdrawApplication(asBob),
      () => commentOnApplication({ ...asBob, text: 'hello' }),
      () => takeKey(asBob),
    ])
      expect(await outcome(attempt())).toBe('not_found')
    expect((await listApplications({ userId: bob.user.id, limit: 10 })).applications).toEqual([])
    await withdrawApplication({ userId: ann.user.id, by: by(ann), id })
  })

  it('goes back for changes, and comes again with what was said in between', async () => {
    const id = await submitted(ann)
    const { submittedAt } = await one(ann, id)
    await askForChanges({ id, by: by(operator), text: 'Whose maps?' })
    await changeApplication({ userId: ann.user.id, by: by(ann), id, input: { purpose: 'Maps of the library' } })
    await commentOnApplication({ id, userId: ann.user.id, by: by(ann), text: 'The library’s' })
    await new Promise((done) => setTimeout(done, 5))
    await submitApplication({ user: ann.user, by: by(ann), id })
    const { events } = await readQueued(id)
    expect(events.map(({ kind, from, text }) => [kind, from, text])).toEqual([
      ['draft', 'applicant', ''],
      ['submitted', 'applicant', ''],
      ['changes_asked', 'operator', 'Whose maps?'],
      ['comment', 'applicant', 'The library’s'],
      ['submitted', 'applicant', ''],
    ])
    // An operator who still looks at the first version does not decide about the second.
    const seen = submittedAt ?? ''
    expect(await outcome(rejectApplication({ id, by: by(rival), text: 'no', seen }))).toBe('conflict')
    expect(await outcome(changeApplication({ userId: ann.user.id, by: by(ann), id, input: { rpm: 500 } }))).toBe('wrong_state')
    await rejectApplication({ id, by: by(rival), text: 'Too vague' })
    expect(await one(ann, id)).toMatchObject({ state: 'rejected', reason: 'Too vague' })
  })

  it('is not decided by its own applicant, and no more than ten of one user are open', async () => {
    const id = await submitted(operator)
    expect(await outcome(approveApplication({ id, by: by(operator), input: {} }))).toBe('own_money')
    expect(await outcome(rejectApplication({ id, by: by(operator), text: 'x' }))).toBe('own_money')
    expect(await one(operator, id)).toMatchObject({ state: 'submitted' })
    await rejectApplication({ id, by: by(rival), text: 'x' })
    const eager = await newUser()
    const outcomes = await Promise.all(Array.from({ length: 14 }, () => outcome(draft(eager))))
    expect(outcomes.filter((one) => one === 'done')).toHaveLength(10)
    expect(outcomes.filter((one) => one === 'too_many_applications')).toHaveLength(4)
  })
})

describe('of many decisions at once', () => {
  it('one happens, and there is one key or none', async () => {
    for (let round = 0; round < 6; round++) {
      const who = await newUser()
      const id = await submitted(who)
      const outcomes = await Promise.all(
        [operator, rival].flatMap((decider) => [
          outcome(approveApplication({ id, by: by(decider), input: {} })),
          outcome(rejectApplication({ id, by: by(decider), text: 'no' })),
          outcome(askForChanges({ id, by: by(decider), text: 'what for?' })),
          outcome(withdrawApplication({ userId: who.user.id, by: by(who), id })),
        ]),
      )
      const { state } = await one(who, id)
      // A withdrawal may follow a request for changes.
      const done = outcomes.filter((result) => result === 'done').length
      expect(done).toBe(state === 'withdrawn' && outcomes[2] !== outcomes[6] ? 2 : 1)
      expect(await keysOf(who)).toHaveLength(state === 'approved' ? 1 : 0)
      const { rows } = await pool().query('select kind from application_events where application_id = $1', [id])
      expect(rows).toHaveLength(2 + done)
    }
  })

  it('the slower operator is told who decided and how', async () => {
    const id = await approved(ann)
    const error = await rejectApplication({ id, by: by(rival), text: 'no' }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'already_decided', facts: { more: { state: 'approved', by: operator.user.username } } })
  })
})

describe('an approval', () => {
  it('grants a key with what was given, which its owner cannot widen and may take once', async () => {
    const who = await newUser()
    const id = await submitted(who, { rpm: 60, project: 'Maps' })
    await approveApplication({ id, by: by(operator), input: { rpm: 30, models: ['eliza'], note: 'Ask again later' } })
    const { granted, key, keyWaits, reason } = await one(who, id)
    expect(granted).toMatchObject({ rpm: 30, tpm: 100_000, models: ['eliza'] })
    expect({ name: key?.name, working: key?.working, keyWaits, reason }).toEqual({
      name: 'Maps',
      working: true,
      keyWaits: true,
      reason: 'Ask again later',
    })
    const take = () => takeKey({ userId: who.user.id, by: by(who), id })
    const taken = await Promise.all(Array.from({ length: 5 }, () => take().catch(codeOf)))
    const secrets = taken.filter((one) => one !== 'not_found')
    expect(secrets).toHaveLength(1)
    const found = await usableKey(secrets[0] ?? '', '192.0.2.1', ['gateway'])
    expect(found).toMatchObject({ id: key?.id, limits: { rpm: 30, tpm: 100_000, weeklyTokens: 1_000_000_000 }, models: ['eliza'] })
  })

  it('refuses what cannot be given, and leaves the application waiting', async () => {
    const id = await submitted(ann)
    const attempt = (input: Parameters<typeof approveApplication>[0]['input']) =>
      approveApplication({ id, by: by(operator), input }).catch(fault)
    expect(await attempt({ models: ['nothing'] })).toEqual({ 'models.0': 'model_unusable:nothing' })
    expect(await attempt({ endsOn: '2020-01-01' })).toEqual({ endsOn: 'in_the_past' })
    expect((await one(ann, id)).state).toBe('submitted')
    await withdrawApplication({ userId: ann.user.id, by: by(ann), id })
  })

  it('of more raises the same key, and replaces the application before', async () => {
    const who = await newUser()
    const first = await approved(who)
    const keyId = (await one(who, first)).key?.id ?? ''
    const second = await submitted(who, { keyId, rpm: 600 })
    await approveApplication({ id: second, by: by(operator), input: {} })
    expect((await one(who, first)).state).toBe('replaced')
    expect(await one(who, second)).toMatchObject({ state: 'approved', key: { id: keyId, working: true }, granted: { rpm: 600 } })
    const keys = await keysOf(who)
    expect(keys).toEqual([expect.objectContaining({ id: keyId, rpm: 600, application_id: second })])
  })
})

describe('what was granted ends', () => {
  it('by a revocation, which stops the key, tells its callers why and may bar the user', async () => {
    const who = await newUser()
    const id = await approved(who)
    const secret = await takeKey({ userId: who.user.id, by: by(who), id })
    await usableKey(secret, '192.0.2.1', ['gateway'])
    const revocations = [operator, rival].map((one) =>
      outcome(revokeApplication({ id, by: by(one), text: 'The key was sold', barred: true })),
    )
    expect((await Promise.all(revocations)).sort()).toEqual(['already_decided', 'done'])
    await expect(usableKey(secret, '192.0.2.1', ['gateway'])).rejects.toMatchObject({
      code: 'key_revoked',
      message: 'The API key was revoked: The key was sold',
    })
    const again = await draft(who)
    const submit = () => outcome(submitApplication({ user: who.user, by: by(who), id: again }))
    expect(await submit()).toBe('applications_barred')
    expect(await outcome(barApplicant({ id, by: by(who), barred: false }))).toBe('own_money')
    await barApplicant({ id, by: by(operator), barred: false })
    expect(await submit()).toBe('done')
  })

  it('by its last day, once', async () => {
    const who = await newUser()
    const id = await approved(who)
    await expireApplications()
    expect((await one(who, id)).state).toBe('approved')
    await pool().query("update applications set expires_at = now() - interval '1 second' where id = $1", [id])
    await Promise.all([expireApplications(), expireApplications()])
    const { events } = await readQueued(id)
    expect(events.filter(({ kind }) => kind === 'expired')).toHaveLength(1)
  })
})

it('the queue lists what waits, the longest first, page by page, and finds by words', async () => {
  const who = await newUser({ username: 'zoe.queue' })
  const ids = [await submitted(who, { purpose: '100% of the maps' }), await submitted(who), await submitted(who)]
  const waiting = await listApplicationQueue({ view: 'waiting', search: 'zoe.queue', limit: 2 })
  expect(waiting.applications.map(({ id }) => id)).toEqual(ids.slice(0, 2))
  const rest = await listApplicationQueue({ view: 'waiting', search: 'zoe.queue', limit: 2, cursor: waiting.nextCursor ?? '' })
  expect(rest.applications.map(({ id }) => id)).toEqual(ids.slice(2))
  expect((await listApplicationQueue({ view: 'waiting', search: '100%', limit: 9 })).applications.map(({ id }) => id)).toEqual(
    ids.slice(0, 1),
  )
  const before = await countApplicationsWaiting()
  await rejectApplication({ id: ids[0] ?? '', by: by(operator), text: 'no' })
  expect(await countApplicationsWaiting()).toBe(before - 1)
  const decided = await listApplicationQueue({ view: 'decided', search: 'zoe.queue', limit: 9 })
  expect(decided.applications).toEqual([expect.objectContaining({ id: ids[0], decidedBy: operator.user.username, earlier: 2 })])
})
