'use client'
import { useEffect, useState } from 'react'

/** Longer lists keep only the rows near the window in the document. */
const long = 100

/** The rows of a long list, once their code is there; until then, and for shorter lists, all rows are drawn. */
export function useVirtualRows(count: number) {
  const [parts, setParts] = useState<typeof import('./virtual-rows')>()
  const wanted = count > long
  useEffect(() => {
    if (wanted) void import('./virtual-rows').then(setParts)
  }, [wanted])
  return wanted ? parts?.VirtualRows : undefined
}
