import { absent, wrong } from '../check-members'

const longestPurpose = 64
const usual = 'user_data'

export function purposeOf(given: unknown): string {
  if (absent(given)) return usual
  if (typeof given !== 'string' || !/^[\w-]+$/.test(given) || given.length > longestPurpose)
    throw wrong('purpose', 'must be a word such as "user_data"')
  return given
}
