import * as z from 'zod'
import type { ApplicationForm, ApplicationLine, ChangeApplicationBody } from '@/lib/applications/schema'

interface Words {
  whole: string
  email: string
}

const numbers = ['rpm', 'tpm', 'weeklyTokens'] as const

/** What has to be right to submit. A draft is saved without these rules. */
export const applicationSchema = ({ whole, email }: Words) => {
  const digits = z
    .string()
    .trim()
    .regex(/^[1-9]\d{0,14}$/, whole)
  return z.object({
    email: z.email(email),
    purpose: z.string().trim().min(1).max(4000),
    project: z.string().max(200),
    supervisor: z.string().max(200),
    models: z.array(z.string()).max(500),
    rpm: digits,
    tpm: digits,
    weeklyTokens: digits,
    endsOn: z.string().min(1),
  })
}
export type ApplicationDraft = z.input<ReturnType<typeof applicationSchema>>

/** The form's values: those of an application, or of the defaults. */
export function applicationDraftOf(
  line: ApplicationLine | undefined,
  defaults: ApplicationForm['defaults'],
  email: string,
): ApplicationDraft {
  const { rpm, tpm, weeklyTokens, models, endsOn } = line ?? defaults
  return {
    email: line?.email ?? email,
    purpose: line?.purpose ?? '',
    project: line?.project ?? '',
    supervisor: line?.supervisor ?? '',
    models: models ?? [],
    rpm: String(rpm),
    tpm: String(tpm),
    weeklyTokens: String(weeklyTokens),
    endsOn,
  }
}

/** What is sent. Numbers and dates that are not finished yet are left as they were saved. */
export function applicationSent({
  models,
  endsOn,
  email,
  purpose,
  project,
  supervisor,
  ...limits
}: ApplicationDraft): ChangeApplicationBody {
  const whole = numbers.filter((name) => /^[1-9]\d{0,14}$/.test(limits[name].trim()))
  return {
    email,
    purpose,
    project,
    supervisor,
    models: models.length > 0 ? models : null,
    ...Object.fromEntries(whole.map((name) => [name, Number(limits[name])])),
    ...(endsOn && { endsOn }),
  }
}
