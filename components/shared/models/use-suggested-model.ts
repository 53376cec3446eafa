'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { modelsQuery } from '@/lib/queries/models'

/** The model to begin with, of `allowed` (null: of all), as the server orders them. It stays, though the order may change while one reads. */
export function useSuggestedModel(allowed: readonly string[] | null): string | undefined {
  const { data } = useQuery(modelsQuery)
  const [kept, setKept] = useState<string>()
  const fits = (id: string) => allowed === null || allowed.includes(id)
  const best = data?.suggested.find(fits)
  if (kept === undefined && best !== undefined) setKept(best)
  return kept !== undefined && fits(kept) ? kept : best
}
