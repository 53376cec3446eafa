'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Form } from '@/components/form/form'
import { FormFooter } from '@/components/form/form-footer'
import { useReportDirty } from '@/components/form/use-discard-guard'
import { useZodForm } from '@/components/form/use-zod-form'
import { Button } from '@/components/ui/button'
import { useConfirm } from '@/components/ui/confirm'
import { useErrorText } from '@/components/ui/error-text'
import { Note } from '@/components/ui/note'
import { notify } from '@/components/ui/toast'
import type { ModelLine } from '@/lib/catalog/schema'
import { modelsApi } from '@/lib/queries/admin-models'
import { isApiError } from '@/lib/queries/fetcher'
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
  const confirm = useConfirm()
  const errorText = useErrorText()
  const [blocked, setBlocked] = useState<string>()
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
  const form = useZodForm(schema, draftOfModel(model))
  useReportDirty(form.formState.isDirty, onDirty)
  const remove = async () => {
    if (!model) return
    const consequences = [t('deleteEffect'), t('deleteKeeps')]
    if (!(await confirm({ title: t('deleteTitle', { name: model.id }), consequences, action: t('delete'), typed: model.id }))) return
    try {
      await modelsApi.delete(model.id)
      onDirty(false)
      onSaved(null)
      await refreshCatalog(client)
      notify.done(t('deleted', { name: model.id }))
    } catch (error) {
      const models = isApiError(error) && error.code === 'in_use' ? error.details?.models : undefined
      setBlocked(Array.isArray(models) ? t('inUse', { models: models.join(', ') }) : errorText(error))
    }
  }
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
        <section>
          <Note tone="bad">{blocked}</Note>
        </section>
      )}
      <BasicsFields creating={!model} />
      <PriceFields />
      <TargetFields />
      <RoutingFields self={model?.id} />
      <LifecycleFields self={model?.id} />
      <LimitFields />
      <CacheFields />
      <div className="sheet-foot [&>.form-foot]:flex-1">
        <FormFooter submit={t(model ? 'save' : 'create')} onCancel={model ? undefined : onClose} needsChange={model !== undefined}>
          {model && (
            <Button variant="danger" className="no-underline!" onClick={() => void remove()}>
              {t('delete')}
            </Button>
          )}
        </FormFooter>
      </div>
    </Form>
  )
}
