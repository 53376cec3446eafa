'use client'
import type { ComponentProps, ReactNode } from 'react'
import type { RowPlace } from './row-place'
import { useWhenLong } from './use-when-long'

export interface LongListProps extends Omit<ComponentProps<'ul'>, 'children'> {
  ids: readonly string[]
  /** draws the `li` of an id, which hands `measure` on as its ref and `index` as `data-index`, and says its place to screen readers */
  children: (id: string, place?: RowPlace) => ReactNode
}

const load = () => import('./virtual-list')

/** A list in a scrolling part of a page, such as a sheet, that may have many items. */
export function LongList(props: LongListProps) {
  const parts = useWhenLong(props.ids.length, load)
  if (parts) return <parts.VirtualList {...props} />
  const { ids, children, ...rest } = props
  return <ul {...rest}>{ids.map((id) => children(id))}</ul>
}
