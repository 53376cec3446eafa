'use client'
import { type UseQueryStatesKeysMap, useQueryStates, type Values } from 'nuqs'

/** The search and the facets of a list, which the address keeps. `parsers` has to be the same object each time. */
export function useFilters<Parsers extends UseQueryStatesKeysMap>(parsers: Parsers) {
  const [values, set] = useQueryStates(parsers)
  /** what the facet or the search field of this name needs */
  const field = <Name extends keyof Parsers>(name: Name) => ({
    value: values[name],
    onChange: (value: Values<Parsers>[Name] | null) => void set({ [name]: value } as Parameters<typeof set>[0]),
  })
  return {
    values,
    field,
    set: (next: Parameters<typeof set>[0]) => void set(next),
    filtered: Object.values(values).some((value) => value !== null && String(value).trim() !== ''),
    clear: () => void set(null),
  }
}
