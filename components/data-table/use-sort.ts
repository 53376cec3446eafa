'use client'
import type { SortingState, Updater } from '@tanstack/react-table'
import { createParser, useQueryState } from 'nuqs'

const asSort = createParser<SortingState>({
  parse: (text) => (text === '' ? null : [{ id: text.replace(/^-/, ''), desc: text.startsWith('-') }]),
  serialize: (sort) => sort.map(({ id, desc }) => (desc ? `-${id}` : id)).join(),
  eq: (a, b) => a[0]?.id === b[0]?.id && a[0]?.desc === b[0]?.desc,
})

/** The order of a list, kept in the address: `?sort=input` upwards, `?sort=-input` downwards. */
export function useSort() {
  const [kept, set] = useQueryState('sort', asSort)
  const value = kept ?? []
  const onChange = (update: Updater<SortingState>) => {
    const next = typeof update === 'function' ? update(value) : update
    void set(next.length > 0 ? next : null)
  }
  return { value, onChange }
}
