'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useConfirm } from '@/components/ui/confirm'
import { useErrorText } from '@/components/ui/error-text'
import { notify } from '@/components/ui/toast'
import type { ApplicationLine } from '@/lib/applications/schema'
import { applicationsApi, refreshApplications } from '@/lib/queries/applications'

/** Takes an application back after a question. */
export function useWithdraw({ id }: Pick<ApplicationLine, 'id'>) {
  const t = useTranslations('applications')
  const client = useQueryClient()
  const confirm = useConfirm()
  const errorText = useErrorText()
  const [busy, setBusy] = useState(false)
  const withdraw = async () => {
    if (!(await confirm({ title: t('withdrawTitle'), consequences: [t('withdrawEffect')], action: t('withdraw') }))) return
    setBusy(true)
    try {
      await applicationsApi.withdraw(id)
      notify.done(t('withdrawn'))
    } catch (error) {
      notify.fail(errorText(error))
    }
    await refreshApplications(client)
    setBusy(false)
  }
  return { busy, withdraw }
}
