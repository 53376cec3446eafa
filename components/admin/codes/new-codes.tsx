'use client'
import { useTranslations } from 'next-intl'
import { CsvButton } from '@/components/data-table/csv-button'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog } from '@/components/ui/dialog'
import { Note } from '@/components/ui/note'

/** Shows whole codes. This is the only time, because the server keeps only their hashes. */
export function NewCodes({ name, codes, onClose }: { name: string; codes: string[]; onClose(): void }) {
  const t = useTranslations('adminCodes')
  const text = codes.join('\n')
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('made', { count: codes.length })}
      description={name}
      footer={
        <>
          <CopyButton text={text} label={t('copyAll')} words />
          <CsvButton
            name={name}
            columns={[{ id: 'code', header: t('code'), cell: ({ row }) => String(row.original), meta: { csv: String } }]}
            rows={codes}
          />
          <Button variant="primary" onClick={onClose}>
            {t('kept')}
          </Button>
        </>
      }
    >
      <Note tone="warn">{t('onlyOnce')}</Note>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it */}
      <pre tabIndex={0} className="mt-3 max-h-80 overflow-auto rounded-md border border-line bg-sunken p-4 text-[12.5px]/5">
        {text}
      </pre>
    </Dialog>
  )
}
