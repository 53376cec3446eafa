import { fail } from '@/lib/errors'
import { route } from '@/lib/http/route'

/** Addresses that are nobody's answer in JSON like all others. */
const nowhere = route({ who: 'user', run: () => Promise.reject(fail('not_found')) })

export const GET = nowhere
export const POST = nowhere
export const PUT = nowhere
export const PATCH = nowhere
export const DELETE = nowhere
