import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { isSigned } from './signature'

const secret = 'whsec_test'
const body = '{"id":"evt_1"}'
const at = 1_800_000_000
const hex = (text: string, key = secret) => createHmac('sha256', key).update(`${at}.${text}`).digest('hex')
const asked = (header: string, nowMs = at * 1000, text = body) => isSigned(text, header, secret, nowMs)

it('takes a body that was signed lately, also beside a signature with another secret', () => {
  expect(asked(`t=${at},v1=${hex(body)}`)).toBe(true)
  expect(
    asked(`t=${at},v1=${hex(body, 'whsec_old')},v1=${hex(body)},v0=6ffbb59b2300aae63f272406069a9788598b792a944a07aba816edb039989a39`),
  ).toBe(true)
})

it('refuses another body, secret, time or scheme, and a header without a signature', () => {
  expect(asked(`t=${at},v1=${hex(body)}`, at * 1000, `${body} `)).toBe(false)
  expect(asked(`t=${at},v1=${hex(body, 'whsec_other')}`)).toBe(false)
  expect(asked(`t=${at + 1},v1=${hex(body)}`)).toBe(false)
  expect(asked(`t=${at},v0=${hex(body)}`)).toBe(false)
  for (const header of ['', 't=', `t=${at}`, 'v1=', `v1=${hex(body)}`, `t=${at},v1=`, `t=${at},v1=zz`, 't=NaN,v1=00'])
    expect(asked(header)).toBe(false)
})

it('refuses what was signed more than five minutes ago, or as far ahead', () => {
  const header = `t=${at},v1=${hex(body)}`
  expect(asked(header, (at + 299) * 1000)).toBe(true)
  expect(asked(header, (at + 301) * 1000)).toBe(false)
  expect(asked(header, (at - 301) * 1000)).toBe(false)
})
