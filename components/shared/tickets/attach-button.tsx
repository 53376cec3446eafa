'use client'
import { Paperclip } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { Button } from '@/components/ui/button'

export function AttachButton({ onFiles }: { onFiles(files: File[]): void }) {
  const t = useTranslations('tickets')
  const field = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button size="s" variant="ghost" icon={<Paperclip aria-hidden />} onClick={() => field.current?.click()}>
        {t('attach')}
      </Button>
      <input
        ref={field}
        type="file"
        multiple
        hidden
        aria-hidden
        tabIndex={-1}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])])
          target.value = ''
        }}
      />
    </>
  )
}
