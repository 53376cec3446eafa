import 'server-only'
import { once } from '@/lib/once'

/** `since` is set once the process has been asked to end. */
export const draining = () => once<{ since?: Date }>('boot.draining', () => ({}))
