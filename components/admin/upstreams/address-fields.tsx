'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { useUpstreamErrorText } from '@/components/admin/targets/upstream-error'
import { Field } from '@/components/form/field'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { presets } from '@/lib/catalog/presets'
import { protocolNames } from '@/lib/catalog/protocols'
import type { UpstreamLine } from '@/lib/catalog/upstream-schema'
import { upstreamsApi } from '@/lib/queries/upstreams'
import type { UpstreamDraft } from './upstream-schema'

/** Preset, name, protocol and address. The preset fills in the others, and the address can be tried before it is saved. */
export function AddressFields({ upstream }: { upstream: UpstreamLine | undefined }) {
  const t = useTranslations('adminUpstreams')
  const { setValue, getValues, control } = useFormContext<UpstreamDraft>()
  const protocol = useWatch({ control, name: 'protocol' })
  const preset = useWatch({ control, name: 'preset' })
  const example = presets.find(({ id }) => id === preset)?.baseUrl || 'http://10.1.2.3:8000/v1'
  const choose = (id: string) => {
    const before = presets.find((one) => one.id === getValues('preset'))
    const next = presets.find((one) => one.id === id)
    if (!next) return
    setValue('protocol', next.protocol, { shouldDirty: true })
    if (next.baseUrl !== '') setValue('baseUrl', next.baseUrl, { shouldDirty: true })
    const name = getValues('name')
    if (name === '' || name === before?.name) setValue('name', next.id === 'custom' ? '' : next.name, { shouldDirty: true })
  }
  return (
    <>
      <div className="grid grid-cols-2 gap-3 phone:grid-cols-1">
        <Field name="preset" label={t('preset')} hint={preset === 'custom' && protocol === 'openai' ? t('customHint') : undefined}>
          {({ id, name, ref, value, onChange }) => (
            <Select
              id={id}
              name={name}
              ref={ref}
              options={presets.map((one) => ({ value: one.id, label: one.id === 'custom' ? t('custom') : one.name }))}
              value={value}
              onValueChange={(next) => {
                choose(next)
                onChange(next)
              }}
            />
          )}
        </Field>
        <Field name="protocol" label={t('protocol')}>
          {({ id, name, ref, value, onChange }) => (
            <Select
              id={id}
              name={name}
              ref={ref}
              options={protocolNames.map((value) => ({ value, label: t(`protocols.${value}`) }))}
              value={value}
              onValueChange={onChange}
            />
          )}
        </Field>
      </div>
      <Field name="name" label={t('name')} hint={t('nameHint')}>
        {(control) => <Input {...control} autoComplete="off" />}
      </Field>
      {protocol !== 'builtin' && (
        <Field name="baseUrl" label={t('baseUrl')} hint={t('baseUrlHint')} aside={<Check upstream={upstream} />}>
          {(control) => (
            <Input
              {...control}
              className="font-mono text-[13px]!"
              inputMode="url"
              autoComplete="off"
              spellCheck={false}
              placeholder={example}
            />
          )}
        </Field>
      )}
    </>
  )
}

/** Asks the typed address which models it offers. The stored credential is used only for the address that it was saved for. */
function Check({ upstream }: { upstream: UpstreamLine | undefined }) {
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
      <Button size="s" className="h-6!" busy={busy} onClick={() => void check()}>
        {t('check')}
      </Button>
    </span>
  )
}
