'use client'
import { useQuery } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { Dialog } from '@/components/ui/dialog'
import { Money } from '@/components/ui/money'
import { Select } from '@/components/ui/select'
import { Sheet } from '@/components/ui/sheet'
import { Switch } from '@/components/ui/switch'
import { Time } from '@/components/ui/time'
import { adminGroupsQuery } from '@/lib/queries/admin-groups'
import { meQuery } from '@/lib/queries/me'
import { roles } from '@/lib/users/roles'
import type { UserLine } from '@/lib/users/schema'
import { AdjustForm } from './adjust-form'
import { LimitsForm } from './limits-form'
import { useUserDeeds } from './use-user-deeds'

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
  const groups = useQuery(adminGroupsQuery).data?.groups ?? []
  const me = useQuery(meQuery).data?.user
  const { enable, changeRole, changeGroup, resetPassword } = useUserDeeds(user)
  const [password, setPassword] = useState<string>()
  return (
    <>
      <Facts user={user} />
      <section className="form">
        <Switch checked={user.enabled} onCheckedChange={(next) => void enable(next)}>
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
            onValueChange={(group) => void changeGroup(group)}
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
          <Button icon={<KeyRound aria-hidden />} onClick={() => void resetPassword().then(setPassword)}>
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

function Facts({ user }: { user: UserLine }) {
  const t = useTranslations('adminUsers')
  return (
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
  )
}
