'use client'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Bar } from '@/components/ui/bar'
import { Button } from '@/components/ui/button'
import { useFileSize } from './use-file-size'
import type { Upload } from './use-uploads'

/** The files that go with the message, each with how much of it is there. */
export function UploadList({ uploads, onRemove }: { uploads: readonly Upload[]; onRemove(key: number): void }) {
  const t = useTranslations('common')
  const size = useFileSize()
  if (uploads.length === 0) return null
  return (
    <ul className="grid gap-1.5" aria-live="polite">
      {uploads.map(({ key, name, bytes, part, id, error }) => (
        <li key={key} className="flex min-w-0 items-center gap-2 rounded-sm border border-line bg-sunken py-1 pr-1 pl-2.5 text-[12.5px]">
          <span className="min-w-0 flex-1">
            <span className="flex min-w-0 gap-2">
              <span className="truncate">{name}</span>
              <span className="flex-none text-ink-2">{size(bytes)}</span>
            </span>
            {error !== undefined && <span className="block text-bad-text">{error}</span>}
            {error === undefined && id === undefined && <Bar part={Math.min(part, 0.89)} className="mt-1" />}
          </span>
          <Button size="icon" variant="ghost" aria-label={t('removeNamed', { name })} onClick={() => onRemove(key)}>
            <X aria-hidden />
          </Button>
        </li>
      ))}
    </ul>
  )
}
