import 'server-only'
import { newId } from '@/lib/ids'
import { once } from '@/lib/once'

/** The id of this running process, which its holds carry. */
export const processId = (): string => once('process.id', () => newId('process'))
