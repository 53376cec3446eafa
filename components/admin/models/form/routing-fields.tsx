'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useFormContext, useWatch } from 'react-hook-form'
import { ChecksField } from '@/components/admin/fields/checks-field'
import { FormSection } from '@/components/admin/fields/form-section'
import { Field } from '@/components/form/field'
import { MultiSelect } from '@/components/ui/multi-select'
import { Switch } from '@/components/ui/switch'
import { autoTags } from '@/lib/catalog/names'
import { adminGroupsQuery } from '@/lib/queries/admin-groups'
import { adminModelsQuery } from '@/lib/queries/admin-models'
import type { ModelDraft } from './model-schema'

/** The fields that say who sees the model, which models may answer in its place, and what `auto` may choose it for. */
export function RoutingFields({ self }: { self: string | undefined }) {
  const t = useTranslations('adminModels')
  const models = useQuery(adminModelsQuery).data?.models ?? []
  return (
    <FormSection>
      <GroupsField />
      <Field name="fallbacks" label={t('fallbacks')} hint={t('fallbacksHint')} optional>
        {({ onChange, onBlur: _, name: __, ...control }) => (
          <MultiSelect
            {...control}
            aria-label={t('fallbacks')}
            options={models.map(({ id }) => id).filter((id) => id !== self)}
            onValueChange={onChange}
          />
        )}
      </Field>
      <ChecksField name="auto" label={t('auto')} hint={t('autoHint')} optional options={autoTags} word={(tag) => t(`autoTags.${tag}`)} />
    </FormSection>
  )
}

/** Every group, or some that are chosen. */
function GroupsField() {
  const t = useTranslations('adminModels')
  const { control, setValue } = useFormContext<ModelDraft>()
  const everyGroup = useWatch({ control, name: 'everyGroup' })
  const groups = useQuery(adminGroupsQuery).data?.groups ?? []
  return (
    <Field
      name="groups"
      label={t('visible')}
      hint={everyGroup ? t('visibleAll') : t('visibleSome')}
      aside={
        <Switch checked={everyGroup} onCheckedChange={(on) => setValue('everyGroup', on, { shouldDirty: true, shouldValidate: on })}>
          {t('everyGroup')}
        </Switch>
      }
    >
      {({ onChange, onBlur: _, name: __, ...rest }) =>
        everyGroup ? (
          <span id={rest.id} />
        ) : (
          <MultiSelect
            {...rest}
            aria-label={t('visible')}
            options={groups.map(({ name }) => name)}
            onValueChange={onChange}
            placeholder={t('chooseGroups')}
          />
        )
      }
    </Field>
  )
}
