import 'server-only'
import { log } from '../log'
import { once } from '../once'
import { onChange, type VersionName } from './notify'

interface Kept<T> {
  value: T | undefined
  loading: Promise<void> | undefined
  stale: boolean
}

/**
 * Keeps a whole table in memory. `get()` answers at once from the last complete reading. After a change the table is read again, and the
 * old reading serves until the new one is complete. Boot awaits `ready()` once.
 */
export function snapshot<T>(name: VersionName, load: () => Promise<T>) {
  const kept = once<Kept<T>>(`snapshot.${name}`, () => ({ value: undefined, loading: undefined, stale: true }))

  const reload = (): Promise<void> => {
    kept.stale = true
    kept.loading ??= (async () => {
      try {
        while (kept.stale) {
          kept.stale = false
          kept.value = await load()
        }
      } finally {
        kept.loading = undefined
      }
    })()
    return kept.loading
  }
  once(`snapshot.${name}.listening`, () =>
    onChange(name, () =>
      reload().catch((error) => {
        log('error', 'a snapshot could not be read again', { name, error })
        setTimeout(() => void reload().catch(() => undefined), 1000).unref()
      }),
    ),
  )

  return {
    get(): T {
      if (kept.value === undefined) throw new Error(`${name} was asked for before boot had read it`)
      return kept.value
    },
    /** Loads the table the first time only. */
    ready: (): Promise<void> => (kept.value === undefined ? reload() : Promise.resolve()),
    reload,
  }
}
