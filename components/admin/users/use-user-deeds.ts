'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useConfirm } from '@/components/ui/confirm'
import { useErrorText } from '@/components/ui/error-text'
import { notify } from '@/components/ui/toast'
import { refreshUsers, usersApi } from '@/lib/queries/admin-users'
import type { Role } from '@/lib/users/roles'
import type { UserLine } from '@/lib/users/schema'

/** What an operator does to a user. What shuts somebody out or lets somebody in asks first. */
export function useUserDeeds(user: UserLine) {
  const t = useTranslations('adminUsers')
  const errorText = useErrorText()
  const confirm = useConfirm()
  const client = useQueryClient()
  const name = user.username

  async function change(body: Parameters<typeof usersApi.change>[1], done = t('saved')) {
    try {
      await usersApi.change(user.id, body)
      await refreshUsers(client)
      notify.done(done)
    } catch (error) {
      notify.fail(errorText(error))
    }
  }

  async function enable(enabled: boolean) {
    const consequences = [t('disableEffect'), t('disableKeeps')]
    if (!enabled && !(await confirm({ title: t('disableTitle', { name }), consequences, action: t('disable') }))) return
    await change({ enabled }, t(enabled ? 'enabled' : 'disabled', { name }))
  }

  async function changeRole(role: Role) {
    if (role === user.role) return
    const title = t('roleTitle', { name, role: t(`roles.${role}`) })
    if (await confirm({ title, consequences: [t(`roleMeans.${role}`)], action: t('changeRole') })) await change({ role })
  }

  async function changeGroup(group: string) {
    if (group !== user.group) await change({ group })
  }

  /** The new password, which is shown once. */
  async function resetPassword(): Promise<string | undefined> {
    if (!(await confirm({ title: t('resetTitle', { name }), consequences: [t('resetEffect')], action: t('reset') }))) return
    try {
      return (await usersApi.resetPassword(user.id)).password
    } catch (error) {
      notify.fail(errorText(error))
    }
  }

  return { enable, changeRole, changeGroup, resetPassword }
}
