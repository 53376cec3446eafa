import { redeem } from '@/lib/ledger/codes/redeem'
import { buyPoints } from '@/lib/ledger/points/buy-points'
import { takePoints } from '@/lib/ledger/points/take-points'
import { cancelRequest } from '@/lib/ledger/requests/cancel-request'
import { decideRecharge } from '@/lib/ledger/requests/decide-recharge'
import { decideWithdrawal } from '@/lib/ledger/requests/decide-withdrawal'
import { recordPayout } from '@/lib/ledger/requests/record-payout'
import { requestRecharge } from '@/lib/ledger/requests/request-recharge'
import { requestWithdrawal } from '@/lib/ledger/requests/request-withdrawal'
import { admit } from '@/lib/ledger/turn/admit'
import { settle } from '@/lib/ledger/turn/settle'
import { adjust } from '@/lib/ledger/wallet/adjust'
import { expireGrants } from '@/lib/ledger/wallet/expire-grants'
import { claimReferral } from '@/lib/referrals/claim-referral'
import { aHold, type Person, theEnd } from './ledger'

interface Deciding {
  kind: 'recharge' | 'withdrawal'
  id: string
  by: Person
}
interface Asking {
  person: Person
  amountNanos: bigint
  key?: string
}
const asked = ({ person: { userId }, amountNanos, key = null }: Omit<Asking, 'key'> & { key?: string | null }) => {
  return { actor: { id: userId }, userId, amountNanos, note: null, key }
}
const decide = async (approve: boolean, { kind, id, by }: Deciding) => {
  const verb = kind === 'recharge' ? decideRecharge : decideWithdrawal
  return (await verb({ actor: { id: by.userId }, id, approve, reason: 'test' })).state
}

/** What a server process can be told to do with money. Each says how it came out. */
const acts = {
  call: async ({ person, amountNanos }: Asking) => {
    const hold = aHold(person, amountNanos)
    if (!(await admit(hold)).ok) return 'refused'
    await settle(theEnd(hold, amountNanos))
    return 'served'
  },
  message: async ({ person }: { person: Person }) => {
    const hold = aHold(person, 0n)
    await admit(hold)
    const taking = takePoints({ walletId: person.walletId, call: hold, points: 10n })
    await taking.finally(() => settle(theEnd(hold, 0n)))
    return 'served'
  },
  redeem: async ({ person, code, address }: { person: Person; code: string; address: string }) => {
    await redeem({ ...person, code, address })
    return 'paid'
  },
  claim: async ({ person: { userId }, code }: { person: Person; code: string }) => {
    await claimReferral({ actor: { id: userId }, userId, code })
    return 'paid'
  },
  withdraw: async (asking: Asking) => (await requestWithdrawal({ ...asked(asking), method: 'bank', account: 'card 1234' })).id,
  recharge: async (asking: Asking) => (await requestRecharge({ ...asked(asking), method: 'bank' })).id,
  approve: (deciding: Deciding) => decide(true, deciding),
  reject: (deciding: Deciding) => decide(false, deciding),
  cancel: async ({ kind, id, by: { userId } }: Deciding) => (await cancelRequest({ actor: { id: userId }, kind, id })).state,
  payOut: async ({ id, by: { userId } }: Deciding) => (await recordPayout({ actor: { id: userId }, id, payment: null })).state,
  buyPoints: async ({ person: { userId }, amountNanos, key }: Asking) => {
    await buyPoints({ actor: { id: userId }, amountNanos, key: key ?? null })
    return 'bought'
  },
  adjust: async ({ person: { userId }, amountNanos: amount, key, by }: Asking & { by: Person }) => {
    const done = await adjust({ actor: { id: by.userId }, userId, account: 'cash', amount, reason: 'test', idempotencyKey: key })
    return String(done.id)
  },
  expire: async (_: object) => {
    await expireGrants()
    return 'expired'
  },
}
export type Ask = { [Name in keyof typeof acts]: [Name, Parameters<(typeof acts)[Name]>[0]] }[keyof typeof acts]

/** Does all of it at once, and says of each how it came out: what it returned, or the code of its refusal. */
export const actAll = (asks: Ask[]): Promise<string[]> =>
  Promise.all(
    asks.map(([name, input]) =>
      (acts[name] as (input: unknown) => Promise<string>)(input).catch((error: { code?: string }) => error.code ?? String(error)),
    ),
  )
