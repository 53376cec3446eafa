'use client'
import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { useSuggestedModel } from '@/components/shared/models/use-suggested-model'
import { useMounted } from '@/components/ui/use-mounted'
import type { ModelCard } from '@/lib/catalog/schema'
import { modelsQuery } from '@/lib/queries/models'

const remembered = 'atrium.chat.model'

export interface ModelChoice {
  models: ModelCard[]
  /** For models at which a call would wait: about how many seconds; null: not known. */
  queued: Record<string, number | null>
  loading: boolean
  model: string | null
  choose(id: string): void
}

/**
 * The model that answers next: the one chosen here, else the one that the address asks for, else the conversation's, else the last one chosen in this browser, else the one that
 * the server suggests.
 */
export function useModelChoice(conversationModel: string | null): ModelChoice {
  const { data, isPending } = useQuery(modelsQuery)
  const [chosen, setChosen] = useState<string | null>(null)
  const asked = useSearchParams().get('model')
  const models = (data?.models ?? []).filter((model) => model.modes?.includes('chat') ?? true)
  const suggested = useSuggestedModel(null)
  const known = (id: string | null) => (id !== null && models.some((model) => model.id === id) ? id : null)
  // The server does not know the last one, so that it names neither that nor its own choice.
  const mounted = useMounted()
  const last = mounted ? window.localStorage.getItem(remembered) : null
  return {
    models,
    queued: data?.queued ?? {},
    loading: isPending || !mounted,
    model: known(chosen) ?? known(asked) ?? known(conversationModel) ?? known(last) ?? (mounted ? suggested : undefined) ?? null,
    choose: (id) => {
      window.localStorage.setItem(remembered, id)
      setChosen(id)
    },
  }
}
