import type { Allowance, ApproveApplicationBody } from '@/lib/applications/schema'

export const allowanceNames = ['rpm', 'tpm', 'weeklyTokens'] as const
export type AllowanceName = (typeof allowanceNames)[number]

/** What an operator is about to give, as the fields have it. */
export interface AllowanceDraft extends Record<AllowanceName, string> {
  endsOn: string
  /** null: all that the applicant may use */
  models: string[] | null
  note: string
}

export const allowanceDraftOf = ({ rpm, tpm, weeklyTokens, endsOn, models }: Allowance): AllowanceDraft => ({
  rpm: String(rpm),
  tpm: String(tpm),
  weeklyTokens: String(weeklyTokens),
  endsOn,
  models,
  note: '',
})

/** What is sent: only what differs from what was asked for. */
export function grantOf(asked: Allowance, draft: AllowanceDraft): ApproveApplicationBody {
  const changed = Object.fromEntries(
    allowanceNames.filter((name) => draft[name] !== String(asked[name])).map((name) => [name, Number(draft[name])]),
  )
  const models = JSON.stringify(draft.models) === JSON.stringify(asked.models) ? {} : { models: draft.models }
  return {
    ...changed,
    ...models,
    ...(draft.endsOn !== asked.endsOn && { endsOn: draft.endsOn }),
    ...(draft.note.trim() && { note: draft.note }),
  }
}

/** How many times the default it is, where that says something: 6 for 60 of 10. */
export function timesDefault(asked: number, usual: number): number | undefined {
  const times = asked / usual
  return times >= 1.05 ? Math.round(times * 10) / 10 : undefined
}
