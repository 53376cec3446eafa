/** From the least to the most: each may do all that those before it may. */
export const roles = ['user', 'support', 'operator', 'owner'] as const
export type Role = (typeof roles)[number]

/** Whether `role` is `wanted` or more. */
export const atLeast = (role: Role, wanted: Role): boolean => roles.indexOf(role) >= roles.indexOf(wanted)
