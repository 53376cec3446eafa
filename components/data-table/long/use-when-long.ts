'use client'
import { useEffect, useState } from 'react'

/** Longer lists keep only what is near the window in the document. */
const long = 100

/** Code that only a long list needs, once it is there; until then, and for shorter lists, everything is drawn. */
export function useWhenLong<Parts>(count: number, load: () => Promise<Parts>): Parts | undefined {
  const [parts, setParts] = useState<Parts>()
  const isLong = count > long
  useEffect(() => {
    if (isLong) void load().then(setParts)
  }, [isLong, load])
  return isLong ? parts : undefined
}
