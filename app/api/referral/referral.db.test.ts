import { beforeAll, expect, it } from 'vitest'
import { POST as register } from '@/app/api/auth/register/route'
import { GET as wallet } from '@/app/api/wallet/route'
import { changeSettings } from '@/lib/settings/change-settings'
import { bootPortal, call, closePortalAfterwards } from '@/tests/portal'
import { POST as claim } from './claim/route'
import { GET as info } from './info/route'

beforeAll(async () => {
  await bootPortal()
  await changeSettings({ signUpBonus: '0' }, { id: null })
})
closePortalAfterwards()

const password = 'correct-horse-battery'
const join = (username: string, referral_code?: string) => call(register, { body: { username, password, referral_code } })
const infoOf = async (token: string) => (await call(info, { token })).json
const granted = async (token: string) => (await call(wallet, { token })).json.grant

it('the link registers somebody, who claims for both', async () => {
  const inviter = (await join('inviter')).json
  const { code, link, reward } = await infoOf(inviter.token)
  expect(link).toContain(`/register?ref=${code}`)
  expect(reward).toBe(5)
  const invitee = (await join('invitee', code)).json
  expect((await infoOf(inviter.token)).invited).toEqual([expect.objectContaining({ username: 'in…e', claimedAt: null })])
  const done = await call(claim, { token: invitee.token, body: { code } })
  expect(done).toMatchObject({ status: 200, json: { success: true, amount: 5, invitedBy: 'inviter' } })
  expect([await granted(inviter.token), await granted(invitee.token)]).toEqual([5, 5])
  expect(await call(claim, { token: invitee.token, body: { code } })).toMatchObject({
    status: 409,
    json: { error: { code: 'referral_claimed' } },
  })
  expect(await call(claim, { token: invitee.token, body: { code, userId: 1 } })).toMatchObject({ status: 400 })
  const own = await call(claim, { token: inviter.token, body: { code } })
  expect(own).toMatchObject({ status: 400, json: { error: { code: 'own_referral', fields: { code: expect.any(String) } } } })
})

it('a code that is nobody’s does not stop a registration, and the right one may be claimed later', async () => {
  const { code } = await infoOf((await join('another')).json.token)
  const { status, json } = await join('mistyped', 'ABCDEFGH')
  expect(status).toBe(201)
  expect((await call(claim, { token: json.token, body: { code } })).status).toBe(200)
})

it('while an invite is needed, only an operators’ code lets somebody in', async () => {
  const { code } = await infoOf((await join('member')).json.token)
  await changeSettings({ registration: 'invite', inviteCodes: ['CAMPUS-2026'] }, { id: null })
  expect(await join('stranger', code)).toMatchObject({ status: 403, json: { error: { code: 'invite_needed' } } })
  const { status, json } = await join('stranger', 'CAMPUS-2026')
  expect(status).toBe(201)
  expect((await call(claim, { token: json.token, body: { code } })).status).toBe(200)
})
