'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useFormContext, useWatch } from 'react-hook-form'
import { Field } from '@/components/form/field'
import { Checkbox } from '@/components/ui/checkbox'
import { MultiSelect } from '@/components/ui/multi-select'
import { Switch } from '@/components/ui/switch'
import { autoTags } from '@/lib/catalog/names'
import { adminGroupsQuery } from '@/lib/queries/admin-groups'
import { adminModelsQuery } from '@/lib/queries/admin-models'
import type { ModelDraft } from './model-schema'

/** The fields that say who sees the model, which models may answer in its place, and what `auto` may choose it for. */
export function RoutingFields({ self }: { self: string | undefined }) {
  const t = useTranslations('adminModels')
  const { control, setValue } = useFormContext<ModelDraft>()
  const everyGroup = useWatch({ control, name: 'everyGroup' })
  const groups = useQuery(adminGroupsQuery).data?.groups ?? []
  const models = useQuery(adminModelsQuery).data?.models ?? []
  return (
    <section className="form">
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
        {({ value, onChange, onBlur: _, name: __, ...rest }) =>
          everyGroup ? (
            <span id={rest.id} />
          ) : (
            <MultiSelect
              {...rest}
              aria-label={t('visible')}
              options={groups.map(({ name }) => name)}
              value={value}
              onValueChange={onChange}
              placeholder={t('chooseGroups')}
            />
          )
        }
      </Field>
      <Field name="fallbacks" label={t('fallbacks')} hint={t('fallbacksHint')} optional>
        {({ value, onChange, onBlur: _, name: __, ...rest }) => (
          <MultiSelect
            {...rest}
            aria-label={t('fallbacks')}
            options={models.map(({ id }) => id).filter((id) => id !== self)}
            value={value}
            onValueChange={onChange}
          />
        )}
      </Field>
      <Field name="auto" label={t('auto')} hint={t('autoHint')} optional>
        {({ id, value, onChange }) => (
          <fieldset id={id} aria-label={t('auto')} className="flex flex-wrap gap-x-4 gap-y-3">
            {autoTags.map((tag) => (
              <Checkbox
                key={tag}
                checked={value.includes(tag)}
                onCheckedChange={(on) => onChange(autoTags.filter((one) => (one === tag ? on : value.includes(one))))}
              >
                {t(`autoTags.${tag}`)}
              </Checkbox>
            ))}
          </fieldset>
        )}
      </Field>
    </section>
  )
}
