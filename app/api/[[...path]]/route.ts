import { fail } from '@/lib/errors'
import { route } from '@/lib/http/route'

/** Addresses that are nobody's answer in JSON like all others, whatever the verb. */
const nowhere = route({ who: 'user', run: () => Promise.reject(fail('not_found')) })

export { nowhere as DELETE, nowhere as GET, nowhere as HEAD, nowhere as OPTIONS, nowhere as PATCH, nowhere as POST, nowhere as PUT }
