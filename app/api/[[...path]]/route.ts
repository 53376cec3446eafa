import { fail } from '@/lib/errors'
import { route } from '@/lib/http/route'

/** Answers in JSON for every address under /api that no other route serves, whatever the verb. */
const nowhere = route({ who: 'user', run: () => Promise.reject(fail('not_found')) })

export { nowhere as DELETE, nowhere as GET, nowhere as HEAD, nowhere as OPTIONS, nowhere as PATCH, nowhere as POST, nowhere as PUT }
