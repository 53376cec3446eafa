import { beforeAll, describe, expect, it } from 'vitest'
import { POST as assign } from '@/app/api/admin/tickets/[id]/assign/route'
import { GET as getStaffAttachment } from '@/app/api/admin/tickets/[id]/attachments/[file]/route'
import { POST as staffClose } from '@/app/api/admin/tickets/[id]/close/route'
import { POST as note } from '@/app/api/admin/tickets/[id]/notes/route'
import { POST as staffReopen } from '@/app/api/admin/tickets/[id]/reopen/route'
import { POST as answer } from '@/app/api/admin/tickets/[id]/replies/route'
import { GET as staffRead } from '@/app/api/admin/tickets/[id]/route'
import { GET as getAttachment } from '@/app/api/tickets/[id]/attachments/[file]/route'
import { POST as close } from '@/app/api/tickets/[id]/close/route'
import { POST as rate } from '@/app/api/tickets/[id]/rating/route'
import { POST as markRead } from '@/app/api/tickets/[id]/read/route'
import { POST as reopen } from '@/app/api/tickets/[id]/reopen/route'
import { POST as reply } from '@/app/api/tickets/[id]/replies/route'
import { GET as read } from '@/app/api/tickets/[id]/route'
import { GET as counts } from '@/app/api/tickets/counts/route'
import { POST as create, GET as list } from '@/app/api/tickets/route'
import { catalogReady } from '@/lib/catalog/catalog'
import { ensureBuiltins } from '@/lib/catalog/edit/ensure-builtins'
import { pool } from '@/lib/db/pool'
import { findAnyFile } from '@/lib/files/find-file'
import { createKeys } from '@/lib/keys/create-keys'
import { createKeysInput } from '@/lib/keys/schema'
import { changeSettings } from '@/lib/settings/change-settings'
import { bootPortal, call, closePortalAfterwards, newUser, type TestUser } from '@/tests/portal'
import { call as recorded } from '@/tests/records'
import { actOn, fetchFrom, openTicket, png, threadOf, ticketGiven, uploadFor } from '@/tests/tickets'
import { eraseUnsent } from './attachments'

closePortalAfterwards()
let ann: TestUser
let bob: TestUser
let sue: TestUser
let tom: TestUser
let op: TestUser

beforeAll(async () => {
  await bootPortal()
  await ensureBuiltins()
  await catalogReady()
  await changeSettings({ rateAddress: 100_000, rateUser: 100_000, rateOperator: 100_000 }, { id: null })
  ann = await newUser()
  bob = await newUser()
  sue = await newUser({ role: 'support' })
  tom = await newUser({ role: 'support' })
  op = await newUser({ role: 'operator' })
})

const staffThread = async (id: string) => (await call(staffRead, { token: sue.token, params: { id } })).json
const stateOf = async (id: string) => (await threadOf(ann, id)).ticket.status

describe('a ticket', () => {
  it('goes from open over answered and waiting to closed, and back', async () => {
    const id = await openTicket(ann)
    expect((await threadOf(ann, id)).ticket).toMatchObject({ ...ticketGiven, id, status: 'open', unread: false, rating: null, link: null })
    expect((await actOn(answer, sue, id, { content: 'Turn it round.' })).json.ticket).toMatchObject({
      status: 'answered',
      assignee: { id: sue.user.id },
    })
    expect((await call(counts, { token: ann.token })).json).toMatchObject({ answered: 1, unread: 1 })
    expect((await actOn(markRead, ann, id)).status).toBe(204)
    expect((await call(counts, { token: ann.token })).json).toMatchObject({ answered: 1, unread: 0 })
    expect((await actOn(reply, ann, id, { content: 'How?' })).json).toMatchObject({
      reply: { from: 'user', content: 'How?' },
      ticket: { status: 'open' },
    })
    await actOn(answer, tom, id, { content: 'Which one is it?', status: 'waiting' })
    expect(await stateOf(id)).toBe('waiting')
    expect((await staffThread(id)).ticket.assignee.id).toBe(sue.user.id)
    expect((await actOn(close, ann, id)).json.ticket.status).toBe('closed')
    expect((await actOn(rate, ann, id, { rating: 5, comment: 'quick' })).json.ticket.rating).toBe(5)
    expect((await actOn(reopen, ann, id)).json.ticket).toMatchObject({ status: 'open', rating: null })
    expect((await actOn(staffClose, sue, id)).json.ticket.status).toBe('closed')
    expect((await actOn(staffReopen, sue, id)).json.ticket.status).toBe('open')
    const { replies } = await threadOf(ann, id)
    expect(replies.map(({ author, from, content }: Record<string, string>) => [author, from, content])).toEqual([
      [sue.user.username, 'support', 'Turn it round.'],
      [ann.user.username, 'user', 'How?'],
      [tom.user.username, 'support', 'Which one is it?'],
    ])
  })

  it('tells its user of every answer once, and of being closed', async () => {
    const eve = await newUser()
    await pool().query("update users set email = 'eve@example.edu' where id = $1", [eve.user.id])
    const id = await openTicket(eve, { subject: '{site} <b>' })
    await actOn(answer, sue, id, { content: 'a' })
    await actOn(answer, sue, id, { content: 'b', status: 'waiting' })
    await actOn(note, sue, id, { content: 'c' })
    await actOn(staffClose, sue, id)
    const { rows } = await pool().query('select event, "values", href from notices where user_id = $1 order by id', [eve.user.id])
    expect(rows.map(({ event }) => event)).toEqual(['ticket_answered', 'ticket_waiting', 'ticket_closed'])
    expect(rows[0]).toMatchObject({ values: { subject: '{site} <b>' }, href: `/tickets/${id}` })
    expect((await pool().query('select recipient from mails where user_id = $1', [eve.user.id])).rows).toHaveLength(3)
  })

  it('is changed only from the state that fits', async () => {
    const id = await openTicket(ann)
    expect((await actOn(reopen, ann, id)).json.error.code).toBe('ticket_not_closed')
    expect((await actOn(rate, ann, id, { rating: 1 })).json.error.code).toBe('ticket_not_closed')
    await actOn(close, ann, id)
    expect((await actOn(close, ann, id)).json.error.code).toBe('ticket_closed')
    expect((await actOn(reply, ann, id, { content: 'x' })).json.error.code).toBe('ticket_closed')
    expect((await actOn(answer, sue, id, { content: 'x' })).json.error.code).toBe('ticket_closed')
    for (const rating of [0, 6, 1.5, '5', null]) expect((await actOn(rate, ann, id, { rating })).status).toBe(400)
  })

  it('of somebody else is missing like one that does not exist', async () => {
    const id = await openTicket(ann)
    const nowhere = 'tkt_nowhere'
    for (const [handler, body] of [
      [reply, { content: 'x' }],
      [close, undefined],
      [reopen, undefined],
      [rate, { rating: 3 }],
      [markRead, undefined],
    ] as const) {
      const [foreign, missing] = [await actOn(handler, bob, id, body), await actOn(handler, bob, nowhere, body)]
      expect([foreign.status, missing.status]).toEqual([404, 404])
      expect(foreign.json.error.message).toBe(missing.json.error.message)
    }
    expect((await call(read, { token: bob.token, params: { id } })).status).toBe(404)
    expect((await call(list, { token: bob.token })).json.tickets).toEqual([])
    for (const [handler, body] of [
      [answer, { content: 'x' }],
      [note, { content: 'x' }],
      [assign, { assignee: null, was: null }],
      [staffClose, undefined],
      [staffReopen, undefined],
    ] as const)
      expect((await actOn(handler, sue, nowhere, body)).status).toBe(404)
  })

  it('takes no member that its user may not set, and no text that is too long', async () => {
    for (const more of [
      { status: 'closed' },
      { userId: bob.user.id },
      { user_id: 1 },
      { assignee: sue.user.id },
      { role: 'owner' },
      { id: 'tkt_x' },
    ])
      expect((await call(create, { token: ann.token, body: { ...ticketGiven, ...more } })).json.error).toMatchObject({
        code: 'unknown_member',
        fields: { [Object.keys(more)[0] as string]: expect.any(String) },
      })
    for (const [member, value] of [
      ['content', 'x'.repeat(1_000_000)],
      ['content', ' \n '],
      ['subject', 'x'.repeat(201)],
      ['subject', ''],
      ['subject', 'a\0b'],
      ['type', 'money'],
      ['attachments', Array(6).fill('file-x')],
    ] as const)
      expect(
        (await call(create, { token: ann.token, body: { ...ticketGiven, [member]: value } })).json.error.fields,
        member,
      ).toHaveProperty(member)
    expect((await call(create, { token: ann.token, body: { ...ticketGiven, content: 'x'.repeat(1_100_000) } })).status).toBe(413)
  })

  it('keeps hostile text as it is', async () => {
    const content = '<script>alert(1)</script> [x](javascript:alert(1)) \u202e %s {{7*7}}'
    const id = await openTicket(ann, { subject: '<img src=x onerror=alert(1)>', content })
    expect((await threadOf(ann, id)).ticket).toMatchObject({ subject: '<img src=x onerror=alert(1)>', content })
  })

  it('may be one of 50 that are not closed, also of many at once', async () => {
    const eve = await newUser()
    const all = await Promise.all(Array.from({ length: 55 }, () => call(create, { token: eve.token, body: ticketGiven })))
    expect(all.filter(({ status }) => status === 201)).toHaveLength(50)
    expect(all.filter(({ status }) => status === 409)).toHaveLength(5)
  })
})

describe('what a ticket is about', () => {
  it('is the user’s own, and nothing else is shown with it', async () => {
    const input = createKeysInput.parse({ name: 'lab' })
    const [key] = await createKeys({ owner: ann.user, by: { id: ann.user.id }, input })
    const link = key?.id ?? ''
    const id = await openTicket(ann, { link })
    const seen = { kind: 'key', id: link, facts: { name: 'lab', preview: key?.preview, enabled: true, expiresAt: null } }
    expect((await threadOf(ann, id)).ticket.link).toEqual(seen)
    expect((await staffThread(id)).link).toEqual(seen)
    const foreign = await call(create, { token: bob.token, body: { ...ticketGiven, link } })
    const missing = await call(create, { token: bob.token, body: { ...ticketGiven, link: 'key_nowhere' } })
    expect(foreign.status).toBe(400)
    expect(foreign.json.error.fields).toEqual(missing.json.error.fields)
    const made = await recorded(ann.user.id, 'deepseek-v3', 1_500_000n, { status: 502 })
    const about = await openTicket(ann, { link: made })
    expect((await staffThread(about)).link).toMatchObject({
      kind: 'call',
      id: made,
      facts: { model: 'deepseek-v3', charge: 0.0015, status: 502 },
    })
    expect(JSON.stringify([await staffThread(about), await threadOf(ann, about)])).not.toContain('north')
    expect((await call(create, { token: bob.token, body: { ...ticketGiven, link: made } })).status).toBe(400)
    for (const odd of ['call_x', 'constructor_x', '__proto___x', 'usr_1', 'x'])
      expect((await call(create, { token: bob.token, body: { ...ticketGiven, link: odd } })).status).toBe(400)
  })
})

describe('attachments', () => {
  it('are read by the user of the ticket and the staff, in a sandbox, and by nobody else', async () => {
    const { status, json } = await uploadFor(ann)
    expect(status).toBe(201)
    expect(json.attachment).toMatchObject({ name: 'screen.png', type: 'image/png', shown: true, bytes: png.length })
    const file = json.attachment.id
    await expect(findAnyFile(file)).rejects.toMatchObject({ code: 'file_not_found' })
    const id = await openTicket(ann, { attachments: [file] })
    expect((await threadOf(ann, id)).ticket.attachments).toEqual([json.attachment])
    for (const [handler, who] of [
      [getAttachment, ann],
      [getStaffAttachment, sue],
      [getStaffAttachment, op],
    ] as const) {
      const response = await fetchFrom(handler, who, id, file)
      expect(Buffer.from(await response.arrayBuffer()).equals(png)).toBe(true)
      expect(response.headers.get('content-security-policy')).toContain('sandbox')
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    }
    const other = await openTicket(bob)
    for (const [handler, who, ticket] of [
      [getAttachment, bob, id],
      [getAttachment, bob, other],
      [getAttachment, sue, id],
      [getStaffAttachment, sue, other],
    ] as const)
      expect((await fetchFrom(handler, who, ticket, file)).status).toBe(404)
    await expect(findAnyFile(file)).rejects.toMatchObject({ code: 'file_not_found' })
  })

  it('are known by their content and saved when a browser might run them', async () => {
    const page = await uploadFor(ann, Buffer.from('<html><script>alert(1)</script>'), '../../x.html', 'text/html')
    expect(page.json.attachment).toMatchObject({ name: 'x.html', type: 'application/octet-stream', shown: false })
    const id = await openTicket(ann, { attachments: [page.json.attachment.id] })
    const response = await fetchFrom(getAttachment, ann, id, page.json.attachment.id)
    expect(response.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''x.html")
  })

  it('of somebody else, or that were sent before, cannot be sent', async () => {
    const file = (await uploadFor(bob)).json.attachment.id
    const wanted = { ...ticketGiven, attachments: [file] }
    expect((await call(create, { token: ann.token, body: wanted })).json.error.fields).toHaveProperty('attachments')
    expect((await call(create, { token: bob.token, body: { ...ticketGiven, attachments: [file, file] } })).status).toBe(400)
    const both = await Promise.all([1, 2].map(() => call(create, { token: bob.token, body: wanted })))
    expect(both.map(({ status }) => status).sort()).toEqual([201, 400])
    const missing = await call(create, { token: ann.token, body: { ...ticketGiven, attachments: ['file-nowhere'] } })
    expect(missing.status).toBe(400)
    const tickets = (await call(list, { token: ann.token })).json.tickets.length
    await call(create, { token: ann.token, body: wanted })
    expect((await call(list, { token: ann.token })).json.tickets).toHaveLength(tickets)
  })

  it('are at most 10 MiB and not empty', async () => {
    expect((await uploadFor(ann, Buffer.alloc(10 * 1024 * 1024 + 1))).status).toBe(413)
    expect((await uploadFor(ann, Buffer.alloc(0))).json.error.fields).toHaveProperty('file')
  })

  it('that were not sent within a day are erased', async () => {
    const [kept, lost, fresh] = [(await uploadFor(ann)).json, (await uploadFor(ann)).json, (await uploadFor(ann)).json].map(
      ({ attachment }) => attachment.id,
    )
    await openTicket(ann, { attachments: [kept] })
    await pool().query("update files set created_at = now() - interval '25 hours' where id = any($1)", [[kept, lost]])
    await eraseUnsent()
    const { rows } = await pool().query('select id from files where id = any($1)', [[kept, lost, fresh]])
    expect(rows.map(({ id }) => id).sort()).toEqual([kept, fresh].sort())
  })
})

describe('at once', () => {
  it('of several who close, one does; of several who reopen, too', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await openTicket(ann)
      const closed = await Promise.all([actOn(close, ann, id), actOn(close, ann, id), actOn(staffClose, sue, id), actOn(close, ann, id)])
      expect(closed.filter(({ status }) => status === 200)).toHaveLength(1)
      const again = await Promise.all([actOn(reopen, ann, id), actOn(staffReopen, sue, id), actOn(reopen, ann, id)])
      expect(again.filter(({ status }) => status === 200)).toHaveLength(1)
      await actOn(close, ann, id)
    }
  })

  it('nothing is said in a ticket that is closed', async () => {
    for (let round = 0; round < 8; round++) {
      const id = await openTicket(ann)
      const [said, answered, closed] = await Promise.all([
        actOn(reply, ann, id, { content: 'one more thing' }),
        actOn(answer, sue, id, { content: 'an answer' }),
        actOn(close, ann, id),
      ])
      expect(closed.status).toBe(200)
      const { ticket, replies } = await threadOf(ann, id)
      expect(ticket.status).toBe('closed')
      expect(replies).toHaveLength([said, answered].filter(({ status }) => status === 201).length)
      for (const { created_at } of replies) expect(Date.parse(created_at)).toBeLessThanOrEqual(Date.parse(ticket.updated_at))
    }
  })

  it('of two who take a ticket, one has it and the other is told', async () => {
    const id = await openTicket(ann)
    const took = await Promise.all([sue, tom].map((who) => actOn(assign, who, id, { assignee: who.user.id, was: null })))
    expect(took.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})
