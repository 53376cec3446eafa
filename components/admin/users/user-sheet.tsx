'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useErrorText } from '@/components/form/error-text'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { useConfirm } from '@/components/ui/confirm'
import { Dialog } from '@/components/ui/dialog'
import { Money } from '@/components/ui/money'
import { Select } from '@/components/ui/select'
import { Sheet } from '@/components/ui/sheet'
import { Switch } from '@/components/ui/switch'
import { Time } from '@/components/ui/time'
import { notify } from '@/components/ui/toast'
import { adminGroupsQuery } from '@/lib/queries/admin-groups'
import { refreshUsers, usersApi } from '@/lib/queries/admin-users'
import { meQuery } from '@/lib/queries/me'
import { roles } from '@/lib/users/roles'
import type { UserLine } from '@/lib/users/schema'
import { AdjustForm } from './adjust-form'
import { LimitsForm } from './limits-form'

interface Props {
  user: UserLine | undefined
  onClose(): void
  onPrevious?: () => void
  onNext?: () => void
}

export function UserSheet({ user, onClose, onPrevious, onNext }: Props) {
  const t = useTranslations('adminUsers')
  return (
    <Sheet
      wide
      open={user !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title={user?.username ?? ''}
      subtitle={user && `#${user.id} · ${user.email ?? t('noEmail')}`}
      onPrevious={onPrevious}
      onNext={onNext}
    >
      {user && <UserBody key={user.id} user={user} />}
    </Sheet>
  )
}

function UserBody({ user }: { user: UserLine }) {
  const t = useTranslations('adminUsers')
  const limits = useTranslations('limits')
  const errorText = useErrorText()
  const confirm = useConfirm()
  const client = useQueryClient()
  const groups = useQuery(adminGroupsQuery).data?.groups ?? []
  const me = useQuery(meQuery).data?.user
  const [password, setPassword] = useState<string>()
  const act = async (work: () => Promise<unknown>, done: string) => {
    try {
      await work()
      await refreshUsers(client)
      notify.done(done)
    } catch (error) {
      notify.fail(errorText(error))
    }
  }
  const toggle = async (enabled: boolean) => {
    if (
      !enabled &&
      !(await confirm({
        title: t('disableTitle', { name: user.username }),
        consequences: [t('disableEffect'), t('disableKeeps')],
        action: t('disable'),
      }))
    )
      return
    await act(() => usersApi.change(user.id, { enabled }), t(enabled ? 'enabled' : 'disabled', { name: user.username }))
  }
  const changeRole = async (role: (typeof roles)[number]) => {
    if (role === user.role) return
    if (
      !(await confirm({
        title: t('roleTitle', { name: user.username, role: t(`roles.${role}`) }),
        consequences: [t(`roleMeans.${role}`)],
        action: t('changeRole'),
      }))
    )
      return
    await act(() => usersApi.change(user.id, { role }), t('saved'))
  }
  const reset = async () => {
    if (!(await confirm({ title: t('resetTitle', { name: user.username }), consequences: [t('resetEffect')], action: t('reset') }))) return
    try {
      setPassword((await usersApi.resetPassword(user.id)).password)
    } catch (error) {
      notify.fail(errorText(error))
    }
  }
  return (
    <>
      <section>
        <dl className="kv">
          <dt>{t('balance')}</dt>
          <dd>
            <Money value={user.balance} minPlaces={2} />
          </dd>
          <dt>{t('created')}</dt>
          <dd>
            <Time value={user.createdAt} look="day" />
          </dd>
          <dt>{t('seen')}</dt>
          <dd>
            <Time value={user.lastSeenAt} />
          </dd>
          <dt>{t('calls')}</dt>
          <dd>
            <Link href={`/admin/logs?userId=${user.id}`}>{t('toLogs')}</Link>
          </dd>
        </dl>
      </section>
      <section className="form">
        <Switch checked={user.enabled} onCheckedChange={(next) => void toggle(next)}>
          {t('mayUse')}
        </Switch>
        <div className="field">
          <label className="field-label" htmlFor="user-group">
            {t('group')}
          </label>
          <Select
            id="user-group"
            options={groups.map(({ name }) => ({ value: name, label: name }))}
            value={user.group}
            onValueChange={(group) => group !== user.group && void act(() => usersApi.change(user.id, { group }), t('saved'))}
          />
        </div>
        {me?.role === 'owner' && (
          <div className="field">
            <label className="field-label" htmlFor="user-role">
              {t('role')}
            </label>
            <Select
              id="user-role"
              options={roles.map((value) => ({ value, label: t(`roles.${value}`) }))}
              value={user.role}
              onValueChange={(role) => void changeRole(role)}
            />
            <p className="hint">{t(`roleMeans.${user.role}`)}</p>
          </div>
        )}
        <div>
          <Button icon={<KeyRound aria-hidden />} onClick={() => void reset()}>
            {t('reset')}
          </Button>
        </div>
      </section>
      <section>
        <h3>{limits('title')}</h3>
        <LimitsForm user={user} />
      </section>
      <section>
        <h3>{t('adjust')}</h3>
        <AdjustForm user={user} />
      </section>
      <Dialog
        open={password !== undefined}
        onOpenChange={() => setPassword(undefined)}
        title={t('newPassword')}
        description={t('newPasswordOnce')}
      >
        {password !== undefined && <CodeBlock code={password} />}
      </Dialog>
    </>
  )
}
