import { expect } from 'vitest'
import { GET as read } from '@/app/api/tickets/[id]/route'
import { POST as upload } from '@/app/api/tickets/attachments/route'
import { POST as create } from '@/app/api/tickets/route'
import type { Handler } from '@/lib/http/route'
import { call, type TestUser } from './portal'

export const ticketGiven = { subject: 'BUG反馈', content: 'The picture is upside down.', type: 'bug' }

/** Opens a ticket and returns its id. */
export async function openTicket(by: TestUser, more: object = {}): Promise<string> {
  const { status, json } = await call(create, { token: by.token, body: { ...ticketGiven, ...more } })
  expect(status, JSON.stringify(json)).toBe(201)
  return json.id
}

/** Sends something to the address of a ticket. */
export const actOn = (handler: Handler, who: TestUser, id: string, body?: object) =>
  call(handler, { method: 'POST', token: who.token, params: { id }, body })

/** The ticket as its user reads it. */
export const threadOf = async (who: TestUser, id: string) => (await call(read, { token: who.token, params: { id } })).json

export const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

export async function uploadFor(by: TestUser, bytes: Buffer = png, name = 'screen.png', type = 'image/png') {
  const request = new Request(`http://portal.test/api/tickets/attachments?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { host: 'portal.test', authorization: `Bearer ${by.token}`, 'content-type': type },
    body: new Uint8Array(bytes),
  })
  const response = await upload(request, { params: Promise.resolve({}) })
  return { status: response.status, json: await response.json() }
}

/** The bytes of an attachment, by one of the two addresses that give them. */
export const fetchFrom = (handler: Handler, who: TestUser, id: string, file: string) =>
  handler(new Request('http://portal.test/api', { headers: { authorization: `Bearer ${who.token}` } }), {
    params: Promise.resolve({ id, file }),
  })
