'use client'
import { FormFooter } from '@/components/form/form-footer'
import { Button } from '@/components/ui/button'
import { SheetFoot } from '@/components/ui/sheet'

interface Props {
  submit: string
  /** of a row that is not stored yet */
  onCancel: () => void
  /** of a row that is stored */
  deletion: { label: string; run: () => void } | undefined
}

/** The foot of a form that fills a sheet. It stays below the sections that follow the form. */
export function SheetFormFooter({ submit, onCancel, deletion }: Props) {
  return (
    <SheetFoot className="order-last">
      <FormFooter submit={submit} onCancel={deletion ? undefined : onCancel} needsChange={deletion !== undefined}>
        {deletion && (
          <Button variant="danger" onClick={deletion.run}>
            {deletion.label}
          </Button>
        )}
      </FormFooter>
    </SheetFoot>
  )
}
