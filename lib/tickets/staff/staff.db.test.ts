import { beforeAll, describe, expect, it } from 'vitest'
import { POST as assign } from '@/app/api/admin/tickets/[id]/assign/route'
import { GET as getStaffAttachment } from '@/app/api/admin/tickets/[id]/attachments/[file]/route'
import { POST as note } from '@/app/api/admin/tickets/[id]/notes/route'
import { POST as answer } from '@/app/api/admin/tickets/[id]/replies/route'
import { PUT as changeCanned, DELETE as deleteCanned } from '@/app/api/admin/tickets/canned/[id]/route'
import { POST as createCanned, GET as listCanned } from '@/app/api/admin/tickets/canned/route'
import { GET as queueCounts } from '@/app/api/admin/tickets/counts/route'
import { GET as queue } from '@/app/api/admin/tickets/route'
import { GET as getAttachment } from '@/app/api/tickets/[id]/attachments/[file]/route'
import { POST as close } from '@/app/api/tickets/[id]/close/route'
import { POST as reopen } from '@/app/api/tickets/[id]/reopen/route'
import { POST as reply } from '@/app/api/tickets/[id]/replies/route'
import { GET as counts } from '@/app/api/tickets/counts/route'
import { GET as list } from '@/app/api/tickets/route'
import { pool } from '@/lib/db/pool'
import { changeSettings } from '@/lib/settings/change-settings'
import { bootPortal, call, closePortalAfterwards, newUser, type TestUser } from '@/tests/portal'
import { actOn, fetchFrom, openTicket, threadOf, uploadFor } from '@/tests/tickets'

closePortalAfterwards()
let ann: TestUser
let bob: TestUser
let sue: TestUser
let tom: TestUser
let op: TestUser

beforeAll(async () => {
  await bootPortal()
  await changeSettings({ rateAddress: 100_000, rateUser: 100_000, rateOperator: 100_000 }, { id: null })
  ann = await newUser()
  bob = await newUser()
  sue = await newUser({ role: 'support' })
  tom = await newUser({ role: 'support' })
  op = await newUser({ role: 'operator' })
})

const stateOf = async (id: string) => (await threadOf(ann, id)).ticket.status

describe('notes of the staff', () => {
  it('are in no answer that the user gets', async () => {
    const id = await openTicket(ann)
    await actOn(answer, sue, id, { content: 'We look at it.' })
    const before = await threadOf(ann, id)
    const noted = await uploadFor(sue, Buffer.from('secret log'), 'log.txt', 'text/plain')
    const { json } = await actOn(note, sue, id, { content: 'he is a nuisance', attachments: [noted.json.attachment.id] })
    expect(json.messages.at(-1)).toMatchObject({ from: 'note', content: 'he is a nuisance' })
    expect(await threadOf(ann, id)).toEqual(before)
    const answers = [
      await call(list, { token: ann.token }),
      await call(counts, { token: ann.token }),
      await actOn(close, ann, id),
      await actOn(reopen, ann, id),
      await actOn(reply, ann, id, { content: 'ok' }),
    ]
    expect(JSON.stringify([answers, await threadOf(ann, id)])).not.toContain('nuisance')
    const file = noted.json.attachment.id
    expect((await fetchFrom(getAttachment, ann, id, file)).status).toBe(404)
    expect(await (await fetchFrom(getStaffAttachment, sue, id, file)).text()).toBe('secret log')
    await actOn(close, ann, id)
    expect((await actOn(note, sue, id, { content: 'after the end' })).status).toBe(201)
    expect(await stateOf(id)).toBe('closed')
  })
})

describe('the queue', () => {
  it('is found by whose it is, state, type, words and age', async () => {
    const mine = await openTicket(bob, { subject: 'Quota of 50%_x', type: 'quota' })
    await actOn(assign, sue, mine, { assignee: sue.user.id, was: null })
    const ids = async (query: Record<string, string | number>) =>
      (await call(queue, { token: sue.token, query: { limit: 200, ...query } })).json.tickets.map(({ id }: { id: string }) => id)
    expect(await ids({ queue: 'mine', type: 'quota' })).toEqual([mine])
    expect(await ids({ queue: 'unassigned' })).not.toContain(mine)
    expect(await ids({ search: '50%_X' })).toEqual([mine])
    expect(await ids({ search: mine })).toEqual([mine])
    expect(await ids({ search: bob.user.username })).toContain(mine)
    expect(await ids({ state: 'closed' })).not.toContain(mine)
    await pool().query("update tickets set since = now() - interval '25 hours' where id = $1", [mine])
    expect(await ids({ hours: 24 })).toEqual([mine])
    expect((await ids({}))[0]).toBe(mine)
    for (let more = 0; more < 4; more++) await openTicket(ann)
    await actOn(answer, sue, await openTicket(ann), { content: 'done' })
    expect((await ids({ state: 'answered' })).length).toBeGreaterThan(0)
    expect(await ids({})).toEqual([...(await ids({ state: 'open' })), ...(await ids({ state: 'answered' }))])
    const paged: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { tickets: { id: string }[]; nextCursor: string | null } = (
        await call(queue, { token: sue.token, query: { limit: 2, cursor } })
      ).json
      paged.push(...page.tickets.map(({ id }) => id))
      cursor = page.nextCursor
    }
    expect(paged).toEqual(await ids({}))
    expect((await call(queueCounts, { token: sue.token })).json.mine).toBeGreaterThan(0)
  })

  it('is assigned to those who may answer only', async () => {
    const id = await openTicket(ann)
    for (const assignee of [ann.user.id, 999_999_999])
      expect((await actOn(assign, sue, id, { assignee, was: null })).json.error.fields).toHaveProperty('assignee')
    expect((await actOn(assign, sue, id, { assignee: tom.user.id, was: null })).json.ticket.assignee.id).toBe(tom.user.id)
    expect((await actOn(assign, sue, id, { assignee: null, was: tom.user.id })).json.ticket.assignee).toBe(null)
    const { rows } = await pool().query('select action from audit_entries where subject = $1', [`ticket:${id}`])
    expect(rows).toEqual([{ action: 'ticket.assign' }, { action: 'ticket.assign' }])
  })
})

describe('canned replies', () => {
  it('are read by support and edited by operators', async () => {
    const body = { title: 'Quota', content: 'Apply on the page 申请.' }
    expect((await call(createCanned, { token: sue.token, body })).status).toBe(403)
    const { json } = await call(createCanned, { token: op.token, body })
    const params = { id: json.reply.id }
    expect((await call(listCanned, { token: sue.token })).json.replies).toEqual([json.reply])
    expect((await call(changeCanned, { method: 'PUT', token: sue.token, params, body })).status).toBe(403)
    expect(
      (await call(changeCanned, { method: 'PUT', token: op.token, params, body: { ...body, title: 'Allowance' } })).json.reply.title,
    ).toBe('Allowance')
    expect((await call(deleteCanned, { method: 'DELETE', token: op.token, params })).status).toBe(204)
    expect((await call(deleteCanned, { method: 'DELETE', token: op.token, params })).status).toBe(404)
  })
})
