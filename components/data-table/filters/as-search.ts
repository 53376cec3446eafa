import { debounce, parseAsString } from 'nuqs/server'

/** Search text in the address, written 250 ms after the last key. */
export const asSearch = parseAsString.withDefault('').withOptions({ limitUrlUpdates: debounce(250) })
