import { beforeAll, beforeEach, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { transaction } from '@/lib/db/transaction'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { changeSettings } from '@/lib/settings/change-settings'
import { settingsReady } from '@/lib/settings/settings'
import { freshDatabase } from '@/tests/database'
import { aPerson, balancesOf, type Person, unit } from '@/tests/ledger'
import { claimReferral } from './claim-referral'
import { codeOf } from './code-of'
import { referralCodeIn } from './code-text'
import { noteInvitation } from './note-invitation'
import { readReferrals } from './read-referrals'

beforeAll(async () => {
  await freshDatabase()
  await settingsReady()
})
beforeEach(async () => expect(await verifyBooks()).toEqual([]))

const claim = ({ userId }: Person, code?: string) =>
  claimReferral({ actor: { id: userId }, userId, code }).then(
    () => 'paid',
    (error: { code?: string }) => error.code,
  )
const granted = async (person: Person) => (await balancesOf(person)).granted
const codeOfPerson = ({ userId }: Person) => codeOf(userId)

it('200 claims at once pay one pair, by codes of several inviters too', async () => {
  const inviters = await Promise.all(Array.from({ length: 4 }, () => aPerson()))
  const codes = await Promise.all(inviters.map(codeOfPerson))
  const invitee = await aPerson()
  const outcomes = await Promise.all(Array.from({ length: 200 }, (_, n) => claim(invitee, codes[n % codes.length])))
  expect(outcomes.filter((each) => each === 'paid')).toHaveLength(1)
  expect(outcomes.filter((each) => each === 'referral_claimed')).toHaveLength(199)
  expect(await granted(invitee)).toBe(5n * unit)
  const sums = await Promise.all(inviters.map(granted))
  expect(sums.sort()).toEqual([0n, 0n, 0n, 5n * unit])
})

it('one inviter is paid for each of many who claim at once', async () => {
  const inviter = await aPerson()
  const code = await codeOfPerson(inviter)
  const crowd = await Promise.all(Array.from({ length: 20 }, () => aPerson()))
  expect(new Set(await Promise.all(crowd.map((one) => claim(one, code))))).toEqual(new Set(['paid']))
  expect(await granted(inviter)).toBe(100n * unit)
  expect(await readReferrals(inviter.userId)).toMatchObject({ registered: 20, claimed: 20, active: 0 })
})

it('nobody invites themselves, nor those who invited them, also when all claim at once', async () => {
  const one = await aPerson()
  expect(await claim(one, await codeOfPerson(one))).toBe('own_referral')
  for (let round = 0; round < 5; round++) {
    const circle = await Promise.all(Array.from({ length: 3 }, () => aPerson()))
    const codes = await Promise.all(circle.map(codeOfPerson))
    const outcomes = await Promise.all(circle.map((person, place) => claim(person, codes[(place + 1) % circle.length])))
    expect(outcomes.sort()).toEqual(['paid', 'paid', 'referral_cycle'])
  }
})

it('whoever registered with a code claims without one; the reward comes with the claim', async () => {
  const [inviter, invitee] = [await aPerson(), await aPerson()]
  const code = await codeOfPerson(inviter)
  await transaction((tx) => noteInvitation(tx, { userId: invitee.userId, code: ` ${code.toLowerCase()} ` }))
  expect(await readReferrals(inviter.userId)).toMatchObject({ registered: 1, claimed: 0 })
  expect(await granted(invitee)).toBe(0n)
  expect((await readReferrals(invitee.userId)).own).toMatchObject({ canClaim: true, invitedBy: expect.any(String) })
  expect(await claim(invitee)).toBe('paid')
  expect([await granted(inviter), await granted(invitee)]).toEqual([5n * unit, 5n * unit])
  expect(await claim(invitee)).toBe('referral_claimed')
  expect((await readReferrals(invitee.userId)).own).toMatchObject({ canClaim: false, claimedAt: expect.any(String) })
})

it('a code is read however it is typed, and also from a link', () => {
  for (const text of ['ABCD2345', ' abcd-2345 ', 'ａｂｃｄ２３４５', 'https://atrium.test/register?ref=ABCD2345&x=1'])
    expect(referralCodeIn(text)).toBe('ABCD2345')
})

it('only new users claim, only from users who are there, and only while there is a reward', async () => {
  const [inviter, invitee] = [await aPerson(), await aPerson()]
  const code = await codeOfPerson(inviter)
  expect(await claim(invitee, 'ZZZZZZZZ')).toBe('invalid_referral')
  expect(await claim(invitee)).toBe('invalid_referral')
  await pool().query('update users set enabled = false where id = $1', [inviter.userId])
  expect(await claim(invitee, code)).toBe('invalid_referral')
  await pool().query('update users set enabled = true where id = $1', [inviter.userId])
  await pool().query("update users set created_at = now() - interval '30 days 1 minute' where id = $1", [invitee.userId])
  expect(await claim(invitee, code)).toBe('referral_late')
  expect((await readReferrals(invitee.userId)).own.canClaim).toBe(false)
  await changeSettings({ referralDays: 31, referralReward: '0' }, { id: null })
  expect(await claim(invitee, code)).toBe('referral_off')
  await changeSettings({ referralReward: '2.50' }, { id: null })
  expect(await claim(invitee, code)).toBe('paid')
  expect(await granted(invitee)).toBe((5n * unit) / 2n)
})
