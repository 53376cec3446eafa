'use client'
import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** False while the server draws and while the browser takes over, true afterwards. */
export const useMounted = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
