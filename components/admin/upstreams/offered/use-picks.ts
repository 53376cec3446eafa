'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useErrorText } from '@/components/ui/error-text'
import { notify } from '@/components/ui/toast'
import type { ModelLine } from '@/lib/catalog/schema'
import { modelsApi, sentTargets } from '@/lib/queries/admin-models'
import { refreshCatalog } from '@/lib/queries/upstreams'
import { type Pick, pickProblem } from './pick'

/** The models of an upstream that are ticked, with what is wrong with them, and how they are added. One that fails stays ticked. */
export function usePicks(upstream: string, models: readonly ModelLine[]) {
  const t = useTranslations('adminUpstreams')
  const client = useQueryClient()
  const errorText = useErrorText()
  const [picks, setPicks] = useState<ReadonlyMap<string, Pick>>(new Map())
  const [failed, setFailed] = useState<ReadonlyMap<string, string>>(new Map())
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const known = new Set(models.map(({ id }) => id))
  const wrong = [...picks].filter(([, one]) => pickProblem(one, known) !== undefined).map(([name]) => name)
  const pick = (name: string, next: Pick | undefined) => {
    const changed = new Map(picks)
    if (next) changed.set(name, next)
    else changed.delete(name)
    setPicks(changed)
  }
  const add = async () => {
    setTried(true)
    if (wrong.length > 0 || busy) return
    setBusy(true)
    const left = new Map(picks)
    const failures = new Map<string, string>()
    for (const [upstreamModel, one] of picks) {
      const target = { upstream, upstreamModel }
      const model = models.find(({ id }) => id === one.id)
      try {
        if (model) await modelsApi.change(model.id, { targets: [...sentTargets(model.targets), target] })
        else await modelsApi.create({ id: one.id, price: { input: one.input, output: one.output }, targets: [target] })
        left.delete(upstreamModel)
      } catch (error) {
        failures.set(upstreamModel, errorText(error))
      }
    }
    await refreshCatalog(client)
    setPicks(left)
    setFailed(failures)
    setTried(failures.size > 0)
    setBusy(false)
    if (left.size < picks.size) notify.done(t('added', { count: picks.size - left.size }))
  }
  return { picks, failed, tried, busy, known, wrong, pick, add }
}

export type Picks = ReturnType<typeof usePicks>
