'use client'
import { useTranslations } from 'next-intl'
import { Button, LinkButton } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Fact, Facts } from '@/components/ui/facts'
import { type GroupUse, groupUses } from '@/lib/catalog/names'

export interface InUse {
  name: string
  /** what the server listed; undefined when it answered with a sentence only */
  lists: Partial<Record<GroupUse, string[]>>
  sentence: string
}

/** Says why a group cannot be deleted: who and what is still in it. */
export function GroupInUse({ use, onClose }: { use: InUse; onClose: () => void }) {
  const t = useTranslations('adminGroups')
  const filled = groupUses.filter((what) => use.lists[what]?.length)
  return (
    <Dialog
      size="s"
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('inUseTitle', { name: use.name })}
      description={filled.length > 0 ? t('inUseHow') : use.sentence}
      footer={
        <>
          {use.lists.members?.length ? <LinkButton href="/admin/users">{t('toUsers')}</LinkButton> : undefined}
          <Button variant="primary" onClick={onClose}>
            {t('understood')}
          </Button>
        </>
      }
    >
      <Facts>
        {filled.map((what) => (
          <Fact key={what} term={t(`used.${what}`)}>
            {use.lists[what]?.join(', ')}
          </Fact>
        ))}
      </Facts>
    </Dialog>
  )
}
