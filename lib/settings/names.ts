/** Who may register: everybody, whoever has an invite code, nobody. */
export const registrations = ['open', 'invite', 'closed'] as const
export type RegistrationRule = (typeof registrations)[number]

/** What may be kept to the networks of the campus. */
export const campusParts = ['pages', 'gateway', 'registration'] as const
export type CampusPart = (typeof campusParts)[number]

/** What an applicant is sent on approval. */
export const applicationAnswers = ['key', 'link'] as const

/** How money may reach the operators without a payment provider. `manual` stands for any other way. */
export const manualMethods = ['bank', 'alipay', 'wechat', 'usdt', 'manual'] as const
export type ManualMethod = (typeof manualMethods)[number]

/** How money may be paid out. */
export const withdrawMethods = ['bank', 'usdt'] as const
export type WithdrawMethod = (typeof withdrawMethods)[number]
