import 'server-only'
import { once } from '@/lib/once'
import { type Errand, inLane, lanes } from '@/lib/throttle/lanes'

/** Transactions at once that write files, of all users. Each has a connection of the pool, of which enough are left for everything else. */
const atOnce = 6

const line = () => once('files.line', () => lanes<Errand>(atOnce, () => 1))

/** One of a user after the other: they lock the same rows, and those that waited there would keep connections from everybody else. */
export const oneByOne = <T>(userId: number, work: () => Promise<T>): Promise<T> => inLane(line(), String(userId), work)
