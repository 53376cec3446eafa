'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { FieldRow } from '@/components/admin/fields/field-row'
import { SwitchField } from '@/components/admin/fields/switch-field'
import { DialogForm } from '@/components/form/dialog-form'
import { Field } from '@/components/form/field'
import { FormGroup } from '@/components/form/form-fields'
import { useZodForm } from '@/components/form/use-zod-form'
import { rateNames } from '@/components/shared/limits/limit-names'
import { SpendFields } from '@/components/shared/limits/spend-fields'
import { Input } from '@/components/ui/input'
import { notify } from '@/components/ui/toast'
import type { GroupLine } from '@/lib/catalog/group-schema'
import { groupsApi } from '@/lib/queries/admin-groups'
import { refreshCatalog } from '@/lib/queries/upstreams'
import { bodyOfGroup, draftOfGroup, groupSchema } from './group-schema'

/** A group's name cannot be changed, because users, API keys and models refer to it. */
export function GroupDialog({ group, onClose }: { group: GroupLine | undefined; onClose: () => void }) {
  const t = useTranslations('adminGroups')
  const limits = useTranslations('limits')
  const client = useQueryClient()
  const form = useZodForm(
    groupSchema({ multiplier: t('multiplierFormat'), whole: t('wholeFormat'), amount: limits('amountFormat') }),
    draftOfGroup(group),
  )
  return (
    <DialogForm
      form={form}
      open
      onOpenChange={(open) => !open && onClose()}
      title={group ? t('edit', { name: group.name }) : t('create')}
      submit={t(group ? 'save' : 'create')}
      onSubmit={async (values) => {
        await groupsApi.save(group?.id ?? null, bodyOfGroup(values, group))
        await refreshCatalog(client)
        notify.done(t(group ? 'saved' : 'created', { name: values.name }))
        onClose()
      }}
    >
      <FieldRow onPhone={2}>
        <Field name="name" label={t('name')} hint={t(group ? 'nameStays' : 'nameHint')}>
          {(control) => <Input {...control} autoComplete="off" readOnly={group !== undefined} disabled={group !== undefined} />}
        </Field>
        <Field name="multiplier" label={t('multiplier')} hint={t('multiplierHint')}>
          {(control) => <Input {...control} before="×" inputMode="decimal" autoComplete="off" />}
        </Field>
      </FieldRow>
      <FormGroup>
        <FieldRow onPhone={2}>
          {rateNames.map((name) => (
            <Field key={name} name={name} label={t(name)} hint={t(`means.${name}`)}>
              {(control) => <Input {...control} inputMode="numeric" autoComplete="off" placeholder={t('noLimit')} />}
            </Field>
          ))}
        </FieldRow>
      </FormGroup>
      <SpendFields />
      <FormGroup>
        <SwitchField name="selectable" label={t('selectable')} hint={t('selectableHint')} on={t('yes')} off={t('no')} />
      </FormGroup>
    </DialogForm>
  )
}
