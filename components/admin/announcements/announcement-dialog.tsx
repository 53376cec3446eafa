'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { SwitchField } from '@/components/admin/fields/switch-field'
import { DialogForm } from '@/components/form/dialog-form'
import { Field } from '@/components/form/field'
import { FormFields, FormGroup } from '@/components/form/form-fields'
import { useZodForm } from '@/components/form/use-zod-form'
import { MultiSelect } from '@/components/ui/multi-select'
import { Segmented } from '@/components/ui/segmented'
import { notify } from '@/components/ui/toast'
import { announcementLevels } from '@/lib/announcements/names'
import type { AnnouncementLine } from '@/lib/announcements/schema'
import { adminGroupsQuery } from '@/lib/queries/admin-groups'
import { announcementsApi, refreshAnnouncements } from '@/lib/queries/announcements'
import { announcementSchema, bodyOf, draftOf } from './announcement-schema'
import { TextFields } from './text-fields'
import { TimeFields } from './time-fields'

interface Props {
  line: AnnouncementLine | undefined
  onClose: () => void
}

/** Writes an announcement in both languages side by side. */
export function AnnouncementDialog({ line, onClose }: Props) {
  const t = useTranslations('adminAnnouncements')
  const client = useQueryClient()
  const form = useZodForm(announcementSchema(t('atMissing')), draftOf(line))
  return (
    <DialogForm
      form={form}
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(line ? 'edit' : 'create')}
      size="l"
      submit={t(line ? 'save' : 'create')}
      onSubmit={async (values) => {
        await announcementsApi.save(line?.id ?? null, bodyOf(values, line))
        await refreshAnnouncements(client)
        notify.done(t(line ? 'saved' : 'created'))
        onClose()
      }}
    >
      <TextFields />
      <FormGroup>
        <FormFields>
          <ReachFields />
        </FormFields>
      </FormGroup>
      <FormGroup>
        <FormFields>
          <TimeFields />
        </FormFields>
      </FormGroup>
    </DialogForm>
  )
}

/** Who sees it, and how much it stands out. */
function ReachFields() {
  const t = useTranslations('adminAnnouncements')
  const { data } = useQuery(adminGroupsQuery)
  return (
    <>
      <Field name="level" label={t('level')} hint={t('levelHint')}>
        {({ id, value, onChange }) => (
          <Segmented
            id={id}
            look="field"
            aria-label={t('level')}
            options={announcementLevels.map((one) => ({ value: one, label: t(`levels.${one}`) }))}
            value={value}
            onValueChange={onChange}
          />
        )}
      </Field>
      <SwitchField name="pinned" label={t('pinned')} on={t('pinnedOn')} off={t('pinnedOff')} />
      <Field name="groups" label={t('groups')} hint={t('groupsHint')} optional>
        {({ id, ref, value, onChange, ...rest }) => (
          <MultiSelect
            id={id}
            ref={ref}
            aria-label={t('groups')}
            aria-invalid={rest['aria-invalid']}
            aria-describedby={rest['aria-describedby']}
            options={data?.groups.map(({ name }) => name) ?? []}
            value={value}
            onValueChange={onChange}
            placeholder={t('groupsPlaceholder')}
          />
        )}
      </Field>
    </>
  )
}
