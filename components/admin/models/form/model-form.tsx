'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { SheetFormFooter } from '@/components/admin/fields/sheet-form-footer'
import { useRemoval } from '@/components/admin/fields/use-removal'
import { Form } from '@/components/form/form'
import { useReportDirty } from '@/components/form/use-discard-guard'
import { useZodForm } from '@/components/form/use-zod-form'
import { Note } from '@/components/ui/note'
import { SheetSection } from '@/components/ui/sheet'
import { notify } from '@/components/ui/toast'
import type { ModelLine } from '@/lib/catalog/schema'
import { modelsApi } from '@/lib/queries/admin-models'
import { refreshCatalog } from '@/lib/queries/upstreams'
import { BasicsFields } from './basics-fields'
import { CacheFields } from './cache-fields'
import { LifecycleFields } from './lifecycle-fields'
import { LimitFields } from './limit-fields'
import { bodyOfModel, draftOfModel, modelSchema } from './model-schema'
import { PriceFields } from './price-fields'
import { RoutingFields } from './routing-fields'
import { TargetFields } from './target-fields'

interface Props {
  model: ModelLine | undefined
  onDirty: (is: boolean) => void
  onClose: () => void
  onSaved: (id: string | null) => void
}

export function ModelForm({ model, onDirty, onClose, onSaved }: Props) {
  const t = useTranslations('adminModels')
  const client = useQueryClient()
  const form = useModelForm(model)
  useReportDirty(form.formState.isDirty, onDirty)
  const onGone = () => {
    onDirty(false)
    onSaved(null)
  }
  const { blocked, deletion } = useRemoval('adminModels', model && { name: model.id, remove: () => modelsApi.delete(model.id), onGone })
  return (
    <Form
      form={form}
      className="contents"
      rename={{ mode: 'modes' }}
      onSubmit={async (values) => {
        const { id, ...changes } = bodyOfModel(values, model)
        const saved = model ? await modelsApi.change(model.id, changes) : await modelsApi.create({ ...changes, id })
        form.reset(draftOfModel(saved.model))
        onDirty(false)
        await refreshCatalog(client)
        onSaved(saved.model.id)
        notify.done(t(model ? 'saved' : 'created', { name: saved.model.id }))
      }}
    >
      {blocked !== undefined && (
        <SheetSection>
          <Note tone="bad">{blocked}</Note>
        </SheetSection>
      )}
      <BasicsFields creating={!model} />
      <PriceFields />
      <TargetFields />
      <RoutingFields self={model?.id} />
      <LifecycleFields self={model?.id} />
      <LimitFields />
      <CacheFields />
      <SheetFormFooter submit={t(model ? 'save' : 'create')} onCancel={onClose} deletion={deletion} />
    </Form>
  )
}

function useModelForm(model: ModelLine | undefined) {
  const t = useTranslations('adminModels')
  const schema = modelSchema({
    price: t('priceFormat'),
    priceMissing: t('priceMissing'),
    whole: t('wholeFormat'),
    blanks: t('blanks'),
    modeMissing: t('modeMissing'),
    groupMissing: t('groupMissing'),
    targetTwice: t('targetTwice'),
    day: t('dayFormat'),
    seconds: t('cacheTtlFormat'),
    share: t('cacheShareFormat'),
  })
  return useZodForm(schema, draftOfModel(model))
}
