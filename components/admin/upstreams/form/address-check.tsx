'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFormContext } from 'react-hook-form'
import { useUpstreamErrorText } from '@/components/admin/targets/upstream-error'
import { Button } from '@/components/ui/button'
import type { UpstreamLine } from '@/lib/catalog/upstream-schema'
import { upstreamsApi } from '@/lib/queries/upstreams'
import type { UpstreamDraft } from './upstream-schema'

/** Asks the typed address which models it offers. The stored credential is used only for the address that it was saved for. */
export function AddressCheck({ upstream }: { upstream: UpstreamLine | undefined }) {
  const t = useTranslations('adminUpstreams')
  const text = useUpstreamErrorText()
  const { getValues } = useFormContext<UpstreamDraft>()
  const [busy, setBusy] = useState(false)
  const [result, setResult] = useState<{ ok: boolean; words: string }>()
  const check = async () => {
    setBusy(true)
    setResult(undefined)
    const { baseUrl, protocol, apiKey } = getValues()
    const asSaved = upstream && upstream.baseUrl === baseUrl.trim() && upstream.protocol === protocol && apiKey === null
    const began = performance.now()
    try {
      const { models } = await upstreamsApi.offeredModels(
        asSaved ? { id: upstream.id } : { unsaved: { baseUrl, protocol, apiKey: apiKey || null } },
      )
      setResult({ ok: true, words: t('reached', { ms: Math.round(performance.now() - began), count: models.length }) })
    } catch (error) {
      setResult({ ok: false, words: text(error) })
    } finally {
      setBusy(false)
    }
  }
  return (
    <span className="inline-flex items-center gap-2">
      <span aria-live="polite" className={result?.ok ? 'text-ok-text' : 'text-bad-text'}>
        {result?.words}
      </span>
      <Button size="xs" busy={busy} onClick={() => void check()}>
        {t('check')}
      </Button>
    </span>
  )
}
