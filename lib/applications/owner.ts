import 'server-only'
import { modelsFor } from '@/lib/catalog/catalog'
import { fail } from '@/lib/errors'
import { checkChoices } from '@/lib/keys/check-key'
import { type UserRow, userById } from '@/lib/users/users'

/** The user whose application it is. */
export async function applicantOf(userId: number): Promise<UserRow> {
  const user = await userById(userId)
  if (!user) throw fail('not_found')
  return user
}

/** The models that the user may ask for. */
export const modelsOf = (user: Pick<UserRow, 'group' | 'models'>): string[] => modelsFor(user).map(({ id }) => id)

/** The models by their ids, or 400 that names those which the user may not use. */
export const checkModels = (user: UserRow, models: string[] | null): string[] | null => checkChoices(user, { group: null, models }).models
