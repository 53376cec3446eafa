'use client'
import { useQuery } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FormFields } from '@/components/form/form-fields'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { Dialog } from '@/components/ui/dialog'
import { Hint } from '@/components/ui/hint'
import { Labelled } from '@/components/ui/labelled'
import { Select } from '@/components/ui/select'
import { SheetSection } from '@/components/ui/sheet'
import { Switch } from '@/components/ui/switch'
import { adminGroupsQuery } from '@/lib/queries/admin-groups'
import { meQuery } from '@/lib/queries/me'
import { roles } from '@/lib/users/roles'
import type { UserLine } from '@/lib/users/schema'
import { useUserDeeds } from './use-user-deeds'

/** What a user may: whether they get in at all, their group, their role, a new password. Each takes effect at once. */
export function UserAccess({ user }: { user: UserLine }) {
  const t = useTranslations('adminUsers')
  const groups = useQuery(adminGroupsQuery).data?.groups ?? []
  const me = useQuery(meQuery).data?.user
  const { enable, changeRole, changeGroup, resetPassword } = useUserDeeds(user)
  const [password, setPassword] = useState<string>()
  return (
    <SheetSection>
      <FormFields>
        <Switch checked={user.enabled} onCheckedChange={(next) => void enable(next)}>
          {t('mayUse')}
        </Switch>
        <Labelled htmlFor="user-group" label={t('group')}>
          <Select
            id="user-group"
            options={groups.map(({ name }) => ({ value: name, label: name }))}
            value={user.group}
            onValueChange={(group) => void changeGroup(group)}
          />
        </Labelled>
        {me?.role === 'owner' && (
          <Labelled htmlFor="user-role" label={t('role')}>
            <Select
              id="user-role"
              options={roles.map((value) => ({ value, label: t(`roles.${value}`) }))}
              value={user.role}
              onValueChange={(role) => void changeRole(role)}
            />
            <Hint>{t(`roleMeans.${user.role}`)}</Hint>
          </Labelled>
        )}
        <div>
          <Button icon={<KeyRound aria-hidden />} onClick={() => void resetPassword().then(setPassword)}>
            {t('reset')}
          </Button>
        </div>
      </FormFields>
      <NewPassword password={password} onClose={() => setPassword(undefined)} />
    </SheetSection>
  )
}

function NewPassword({ password, onClose }: { password: string | undefined; onClose: () => void }) {
  const t = useTranslations('adminUsers')
  return (
    <Dialog open={password !== undefined} onOpenChange={onClose} title={t('newPassword')} description={t('newPasswordOnce')}>
      {password !== undefined && <CodeBlock code={password} />}
    </Dialog>
  )
}
