'use client'
import { useNow } from 'next-intl'
import { useMounted } from './use-mounted'

/** This moment in milliseconds. While a page hydrates it is the moment when the server wrote the page, so that both render the same. */
export function useMoment(): number {
  const written = useNow().getTime()
  return useMounted() ? Date.now() : written
}
