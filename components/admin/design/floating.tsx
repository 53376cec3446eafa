'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod'
import { DialogForm } from '@/components/form/dialog-form'
import { Field } from '@/components/form/field'
import { useZodForm } from '@/components/form/use-zod-form'
import { Button } from '@/components/ui/button'
import { useConfirm } from '@/components/ui/confirm'
import { Dialog } from '@/components/ui/dialog'
import { Fact, Facts } from '@/components/ui/facts'
import { Hint } from '@/components/ui/hint'
import { Input } from '@/components/ui/input'
import { Menu, MenuChoice, MenuItem, MenuRule } from '@/components/ui/menu'
import { Sheet, SheetSection } from '@/components/ui/sheet'
import { notify } from '@/components/ui/toast'
import { Specimen } from './specimen'

type Opened = 'dialog' | 'dialogForm' | 'sheet'

export function Floating() {
  const t = useTranslations('adminDesign')
  const [opened, setOpened] = useState<Opened>()
  const close = () => setOpened(undefined)
  return (
    <>
      <Hint>{t('floats')}</Hint>
      <Menus />
      <Specimen state="state.dialog">
        <Button onClick={() => setOpened('dialog')}>{t('state.dialog')}</Button>
        <Button onClick={() => setOpened('dialogForm')}>{t('state.dialogForm')}</Button>
        <Button onClick={() => setOpened('sheet')}>{t('state.sheet')}</Button>
      </Specimen>
      <Questions />
      <SampleDialog open={opened === 'dialog'} onClose={close} />
      <SampleDialogForm open={opened === 'dialogForm'} onClose={close} />
      <SampleSheet open={opened === 'sheet'} onClose={close} />
    </>
  )
}

function Menus() {
  const t = useTranslations('adminDesign')
  const [value, setValue] = useState('first')
  const options = ['first', 'second'].map((one) => ({ value: one, label: t(`sample.options.${one}`) }))
  return (
    <Specimen state="state.menu">
      <Menu trigger={<Button>{t('state.menu')}</Button>} align="start">
        <MenuItem>{t('sample.action')}</MenuItem>
        <MenuItem disabled>{t('state.disabled')}</MenuItem>
        <MenuRule />
        <MenuChoice label={t('sample.group')} options={options} value={value} onValueChange={setValue} />
        <MenuRule />
        <MenuItem danger>{t('sample.remove')}</MenuItem>
      </Menu>
      <Menu label={t('state.more')}>
        <MenuItem>{t('sample.action')}</MenuItem>
      </Menu>
    </Specimen>
  )
}

function Questions() {
  const t = useTranslations('adminDesign')
  const confirm = useConfirm()
  const ask = (typed?: string) =>
    void confirm({ title: t('sample.deleteTitle'), consequences: [t('sample.consequence')], action: t('sample.remove'), typed })
  return (
    <>
      <Specimen state="state.confirm">
        <Button variant="danger" onClick={() => ask()}>
          {t('state.confirm')}
        </Button>
        <Button variant="danger" onClick={() => ask(t('sample.value'))}>
          {t('state.typed')}
        </Button>
      </Specimen>
      <Specimen state="state.toast">
        <Button onClick={() => notify.done(t('sample.saved'), { label: t('sample.undo'), run: () => undefined })}>
          {t('sample.saved')}
        </Button>
        <Button onClick={() => notify.fail(t('sample.failed'))}>{t('sample.failed')}</Button>
      </Specimen>
    </>
  )
}

interface OpenProps {
  open: boolean
  onClose: () => void
}

function SampleDialog({ open, onClose }: OpenProps) {
  const t = useTranslations('adminDesign.sample')
  return (
    <Dialog
      open={open}
      onOpenChange={onClose}
      title={t('heading')}
      description={t('quiet')}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t('action')}
        </Button>
      }
    >
      {t('long')}
    </Dialog>
  )
}

function SampleDialogForm({ open, onClose }: OpenProps) {
  const t = useTranslations('adminDesign.sample')
  const form = useZodForm(z.object({ name: z.string().min(1) }), { name: '' })
  return (
    <DialogForm form={form} open={open} onOpenChange={onClose} title={t('create')} submit={t('action')} onSubmit={async () => onClose()}>
      <Field name="name" label={t('name')} hint={t('nameHint')}>
        {(control) => <Input {...control} autoComplete="off" />}
      </Field>
    </DialogForm>
  )
}

function SampleSheet({ open, onClose }: OpenProps) {
  const t = useTranslations('adminDesign.sample')
  return (
    <Sheet
      open={open}
      onOpenChange={onClose}
      title={t('value')}
      subtitle={t('quiet')}
      onNext={() => undefined}
      footer={<Button onClick={onClose}>{t('action')}</Button>}
    >
      <SheetSection>
        <Facts>
          <Fact term={t('name')}>{t('value')}</Fact>
        </Facts>
      </SheetSection>
      <SheetSection title={t('note')}>{t('long')}</SheetSection>
    </Sheet>
  )
}
