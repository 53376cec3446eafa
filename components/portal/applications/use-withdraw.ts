'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useConfirm } from '@/components/ui/confirm'
import { notify } from '@/components/ui/toast'
import { useDeed } from '@/components/ui/use-deed'
import type { ApplicationLine } from '@/lib/applications/schema'
import { applicationsApi, refreshApplications } from '@/lib/queries/applications'

/** Takes an application back after a question. */
export function useWithdraw({ id }: Pick<ApplicationLine, 'id'>) {
  const t = useTranslations('applications')
  const client = useQueryClient()
  const confirm = useConfirm()
  const { busy, run } = useDeed(() => refreshApplications(client))
  const withdraw = async () => {
    if (!(await confirm({ title: t('withdrawTitle'), consequences: [t('withdrawEffect')], action: t('withdraw') }))) return
    if (await run(() => applicationsApi.withdraw(id))) notify.done(t('withdrawn'))
  }
  return { busy, withdraw }
}
