'use client'
import clsx from 'clsx'
import type { ComponentProps } from 'react'
import { Textarea } from '@/components/ui/input'

interface Props extends Omit<ComponentProps<'textarea'>, 'onChange'> {
  onChange(text: string): void
  /** Ctrl or ⌘ with Enter */
  onSend?: () => void
  /** pasted or dropped */
  onFiles?: (files: File[]) => void
}

/** A field for a longer text, which also takes files that are pasted or dropped. */
export function MessageField({ onChange, onSend, onFiles, className, ...rest }: Props) {
  const take = (event: { preventDefault(): void }, files: FileList | undefined) => {
    if (!onFiles || !files || files.length === 0) return
    event.preventDefault()
    onFiles([...files])
  }
  return (
    <Textarea
      rows={5}
      {...rest}
      className={clsx('field-sizing-content max-h-[50dvh] resize-y phone:text-[16px]', className)}
      onChange={(event) => onChange(event.target.value)}
      onPaste={(event) => take(event, event.clipboardData?.files)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => take(event, event.dataTransfer?.files)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
        event.preventDefault()
        onSend?.()
      }}
    />
  )
}
