'use client'
import { Pencil, ScrollText } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { Button, LinkButton } from '@/components/ui/button'
import { Sheet } from '@/components/ui/sheet'
import type { ShownKey } from '@/lib/keys/schema'

const KeyDetails = dynamic(() => import('./key-details').then((module) => module.KeyDetails))

interface Props {
  apiKey: ShownKey | undefined
  onClose: () => void
  onEdit: (key: ShownKey) => void
  onPrevious: (() => void) | undefined
  onNext: (() => void) | undefined
}

/** One key beside the list: what it spent, its latest calls, and its limits. */
export function KeySheet({ apiKey, onClose, onEdit, onPrevious, onNext }: Props) {
  const t = useTranslations('keys')
  return (
    <Sheet
      open={apiKey !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title={apiKey?.name}
      subtitle={<code>{apiKey?.preview}</code>}
      onPrevious={onPrevious}
      onNext={onNext}
      footer={
        apiKey && (
          <>
            <Button icon={<Pencil aria-hidden />} onClick={() => onEdit(apiKey)}>
              {t('edit')}
            </Button>
            <LinkButton variant="ghost" icon={<ScrollText aria-hidden />} href={`/logs?keyId=${apiKey.id}`} className="ml-auto">
              {t('toLogs')}
            </LinkButton>
          </>
        )
      }
    >
      {apiKey && <KeyDetails apiKey={apiKey} />}
    </Sheet>
  )
}
