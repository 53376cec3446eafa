/** The roles in order. Each may do everything that the ones before it may. */
export const roles = ['user', 'support', 'operator', 'owner'] as const
export type Role = (typeof roles)[number]

/** Whether `role` is `wanted` or a higher one. */
export const atLeast = (role: Role, wanted: Role): boolean => roles.indexOf(role) >= roles.indexOf(wanted)
