'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Fact, Facts } from '@/components/ui/facts'
import { Money } from '@/components/ui/money'
import { Sheet, SheetSection } from '@/components/ui/sheet'
import { Time } from '@/components/ui/time'
import type { UserLine } from '@/lib/users/schema'
import { AdjustForm } from './adjust-form'
import { LimitsForm } from './limits-form'
import { UserAccess } from './user-access'

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
  return (
    <>
      <UserFacts user={user} />
      <UserAccess user={user} />
      <SheetSection title={limits('title')}>
        <LimitsForm user={user} />
      </SheetSection>
      <SheetSection title={t('adjust')}>
        <AdjustForm user={user} />
      </SheetSection>
    </>
  )
}

function UserFacts({ user }: { user: UserLine }) {
  const t = useTranslations('adminUsers')
  return (
    <SheetSection>
      <Facts>
        <Fact term={t('balance')}>
          <Money value={user.balance} minPlaces={2} />
        </Fact>
        <Fact term={t('created')}>
          <Time value={user.createdAt} look="day" />
        </Fact>
        <Fact term={t('seen')}>
          <Time value={user.lastSeenAt} />
        </Fact>
        <Fact term={t('calls')}>
          <Link href={`/admin/logs?userId=${user.id}`}>{t('toLogs')}</Link>
        </Fact>
      </Facts>
    </SheetSection>
  )
}
