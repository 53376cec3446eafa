import 'server-only'
import { newId } from '@/lib/ids'
import { once } from '@/lib/once'

/** Names this running process in the holds that it places. */
export const processId = (): string => once('process.id', () => newId('process'))
