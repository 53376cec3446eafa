'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useErrorText } from '@/components/ui/error-text'
import { notify } from '@/components/ui/toast'
import type { TargetHealth } from '@/lib/gateway/schema'
import { adminModelsQuery, modelsApi, sentTargets } from '@/lib/queries/admin-models'
import { refreshCatalog, upstreamsApi } from '@/lib/queries/upstreams'

/** What an operator does to a target, with a message and a way back. */
export function useTargetDeeds({ target: id, model }: TargetHealth, name: string) {
  const t = useTranslations('adminUpstreams')
  const tc = useTranslations('common')
  const client = useQueryClient()
  const errorText = useErrorText()
  const attempt = async (work: () => Promise<unknown>, done: () => void) => {
    try {
      await work()
      await refreshCatalog(client)
      done()
    } catch (error) {
      notify.fail(errorText(error))
    }
  }
  const toggle = (on: boolean) =>
    attempt(
      async () => {
        // What another operator changed meanwhile must stay.
        const { models } = await client.fetchQuery({ ...adminModelsQuery, staleTime: 0 })
        const targets = models.find((each) => each.id === model)?.targets ?? []
        await modelsApi.change(model, { targets: sentTargets(targets.map((each) => (each.id === id ? { ...each, enabled: on } : each))) })
      },
      () => notify.done(t(on ? 'targetOn' : 'targetOff', { model }), { label: tc('undo'), run: () => void toggle(!on) }),
    )
  const reset = () =>
    attempt(
      () => upstreamsApi.resetTarget(id),
      () => notify.done(t('resetDone', { model: name })),
    )
  return { toggle, reset }
}
